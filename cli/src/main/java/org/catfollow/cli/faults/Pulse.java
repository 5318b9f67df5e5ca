package org.catfollow.cli.faults;

/** What a motor's pulse width means, with the calibration that the robot is given. */
final class Pulse {
    /** Speed at full duty that the calibration says, metres per second. */
    static final double METRES_PER_SECOND_AT_FULL = 0.8;

    /** The hand's slower speed, but for rounding. */
    static final int DRIVING = of(Hand.SLOW_METRES_PER_SECOND) - 10;

    /** Where nothing is known of what is ahead, or the battery is low: 0.15 m/s, and rounding. */
    static final int CAREFUL = of(0.155);

    private Pulse() {}

    /** Returns the pulse width for a speed over 0: under half of the full width the motors do not turn. */
    static int of(double metresPerSecond) {
        double percent = metresPerSecond / METRES_PER_SECOND_AT_FULL * 100;
        return (int) ((percent / 2 + 50) / 100 * 4095);
    }
}
