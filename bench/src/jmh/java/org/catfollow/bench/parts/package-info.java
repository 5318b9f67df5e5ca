/** What the ring's parts cost in one thread, by JMH: run by {@code bench/parts.sh}. */
package org.catfollow.bench.parts;
