/**
 * Watching a robot over time: how often each stage answers and how old its answers are, what its
 * processes cost, and the screen on which that is shown. Reads the region and {@code /proc}, writes
 * neither.
 *
 * <pre>
 *  region --&gt; Sampler (a look each 2 ms) --&gt; Rhythm, one a stage --&gt; `hz`, `top`
 *  /proc  --&gt; ProcessUsage                                        --&gt; `top` --&gt; FullScreen
 * </pre>
 */
package org.catfollow.cli.watching;
