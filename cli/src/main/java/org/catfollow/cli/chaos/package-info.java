/**
 * {@code cat-follow chaos}: disturbs a running robot at random and checks its promises throughout.
 *
 * <pre>
 *   ChaosRun ── Monkey ──── Signals, Launcher, Arena      what is done to it   (one thread and helpers)
 *            ├─ Observer ── frames, slots, rows           what a reader sees   (one thread)
 *            ├─ StopTrial, CommandTrial                   what people do       (a thread each)
 *            └─ ProcessCounts, Launcher, Arena            what is left at the end
 *
 *   all of them ──> Promises (checks made, promises broken) and Recoveries ──> ChaosReport
 * </pre>
 *
 * <p>Everything random comes from the seed: which disturbance, of which stage, after how long. When it
 * meets the robot in which step is the machine's doing, so the same seed is a similar run and not the
 * same one.
 */
package org.catfollow.cli.chaos;
