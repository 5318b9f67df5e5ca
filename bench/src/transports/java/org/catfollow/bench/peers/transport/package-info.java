/** Other people's ways of handing a frame on, beside the ring: run by {@code bench/ring.sh}. */
package org.catfollow.bench.peers.transport;
