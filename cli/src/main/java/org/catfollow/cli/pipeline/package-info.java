/**
 * {@code cat-follow bench pipeline}: what the whole robot costs and how quick it is, on this machine.
 *
 * <pre>
 *   PipelineRun ── up ──► a robot of its own ── region ──► RegionWatch   rates, latencies
 *               ── kill ► a stage                      ──► Restarts      SIGKILL to the next output
 *                         its processes ──── /proc, jcmd ► StageCosts    processor, memory, garbage
 *                                                          └──► RunFigures ──► PipelineReport
 * </pre>
 *
 * <p>All is seen from outside, through the region and out of proc(5): the stages that are measured are
 * those that drive, with their own flags.
 */
package org.catfollow.cli.pipeline;
