/**
 * What every process of ours has: flags that all share, exit codes, the duty cycle with heartbeat,
 * clean shut-down, native libraries, a histogram of durations.
 *
 * <p>The skeleton of a stage: {@code XxxCommand} parses the flags, {@code XxxConfig} is the validated
 * record, {@code XxxAgent} does one round of work at a time, its ports touch the world.
 */
package org.catfollow.runtime;
