/**
 * The ring beside its floor and its peers, in one run: {@code cat-follow bench ring}. See
 * {@code docs/adr/0030-ring-benchmark.md}.
 *
 * <pre>
 *   RingBenchCommand --&gt; run (starts, turns) --&gt; figures (medians, ratios) --&gt; table or JSON
 *                         |
 *                         worker (in each process) --&gt; transport (ring, socket, peers)
 * </pre>
 */
package org.catfollow.bench;
