/**
 * {@code cat-follow drive}: lets a robot of its own follow a simulated cat, once for each seed, and
 * judges it by the simulator's ground truth. {@code DriveRun} starts and watches, {@code DriveScore}
 * judges (pure), {@code DriveReport} prints.
 */
package org.catfollow.cli.drive;
