/**
 * {@code cat-follow faults}: breaks a driving robot of its own in every way that it knows, one at a time,
 * and measures how long its wheels go on turning.
 *
 * <pre>
 *   FaultsRun ── Fault ── Rig ──┬── Launcher, Signals   its processes
 *                               ├── StandInBench        its HAT, which is a file
 *                               ├── Hand, Flood         who drives it, who disturbs that
 *                               ├── SabotagedProcess    a stage with SabotageAgent in it: loops, wrong boxes
 *                               ├── FakeClock           the hour of its processes
 *                               └── its region          its states
 *   FaultsRun ── Judge ── MotorWatch ────────────────── when the motors stood, to the transaction
 * </pre>
 *
 * <p>{@code Fault} is the list of them, each with its limit and the limit's reason. The instants come from
 * the log of the HAT, so that the judge's own slowness does not count.
 */
package org.catfollow.cli.faults;
