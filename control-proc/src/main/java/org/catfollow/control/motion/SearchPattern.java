package org.catfollow.control.motion;

/**
 * How to look around: the camera sweeps to one side, to the other and back to the middle, the wheels
 * still; then the car turns for a while with the camera ahead; and again. A function of time alone.
 */
final class SearchPattern {
    /** How far the camera sweeps to either side, degrees; the picture reaches half a field further. */
    static final double SWEEP_DEGREES = 70;

    /** How fast, degrees per second: a cat is in the picture for about a second. */
    static final double SWEEP_DEGREES_PER_SECOND = 40;

    /** How long one turn takes, seconds. */
    static final double TURN_SECONDS = 3;

    private static final double QUARTER_SECONDS = SWEEP_DEGREES / SWEEP_DEGREES_PER_SECOND;
    static final double SWEEP_SECONDS = 4 * QUARTER_SECONDS;

    private boolean turning;
    private double panDegrees;

    /**
     * Looks up a moment.
     *
     * @param seconds since the search began
     * @param side the side to begin with: 1 right, -1 left
     */
    void at(double seconds, double side) {
        double inRound = seconds % (SWEEP_SECONDS + TURN_SECONDS);
        turning = inRound >= SWEEP_SECONDS;
        panDegrees = turning ? 0 : side * SWEEP_DEGREES * triangle(inRound / QUARTER_SECONDS);
    }

    boolean turning() {
        return turning;
    }

    double panDegrees() {
        return panDegrees;
    }

    /** Goes 0, 1, 0, -1, 0 at 0, 1, 2, 3, 4, and straight in between. */
    private static double triangle(double quarters) {
        if (quarters < 1) {
            return quarters;
        }
        return quarters < 3 ? 2 - quarters : quarters - 4;
    }
}
