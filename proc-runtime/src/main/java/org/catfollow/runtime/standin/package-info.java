/**
 * A Robot HAT that exists in a file only, so that the driver, the guard and a judge, each a process of its
 * own, meet at one piece of hardware on a machine that has none.
 *
 * <pre>
 *   control ── StandInBus ──┐                 ┌── StandInBench ── a judge: faults, registers
 *                           ├── StandInFile ──┤
 *   guard   ── StandInBus ──┘                 └── MotorWatch ──── since when the motors turn or stand
 * </pre>
 *
 * <p>It is like the real one in what matters: a register keeps its last value when the process that wrote
 * it dies, nothing times out, and whoever writes last wins.
 */
package org.catfollow.runtime.standin;
