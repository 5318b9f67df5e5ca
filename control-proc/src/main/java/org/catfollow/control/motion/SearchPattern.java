package org.catfollow.control.motion;

/**
 * How to look around: the camera sweeps to one side and to the other, the wheels still; then the car turns
 * for a while, the camera into the turn; and again. A function of time alone.
 *
 * <p>While it turns, the camera looks where the car is about to be: the sweep before saw the way ahead,
 * and the echo hears it, but a car that turns on the spot of its own length drives to what stood beside
 * and behind it, out of the camera's reach.
 */
final class SearchPattern {
    /** How far the camera sweeps to either side, degrees; the picture reaches half a field further. */
    static final double SWEEP_DEGREES = 70;

    /** How fast, degrees per second: a cat is in the picture for about a second. */
    static final double SWEEP_DEGREES_PER_SECOND = 40;

    /** Where the camera looks while the car turns, degrees to the side it turns to. */
    static final double TURN_DEGREES = 55;

    /**
     * How long one turn takes, seconds: about 160 degrees at the search's usual speed. Two sweeps and the
     * turn between have then seen all around.
     */
    static final double TURN_SECONDS = 5;

    /** The first way, from ahead to where every round begins and ends. */
    static final double FIRST_SECONDS = TURN_DEGREES / SWEEP_DEGREES_PER_SECOND;

    static final double SWEEP_SECONDS = 4 * SWEEP_DEGREES / SWEEP_DEGREES_PER_SECOND;

    private boolean turning;
    private double panDegrees;

    /**
     * Looks up a moment.
     *
     * @param seconds since the search began
     * @param side the side to begin with: 1 right, -1 left
     */
    void at(double seconds, double side) {
        double inRound = (seconds - FIRST_SECONDS) % (SWEEP_SECONDS + TURN_SECONDS);
        turning = inRound >= SWEEP_SECONDS;
        double swept = TURN_DEGREES + SWEEP_DEGREES_PER_SECOND * inRound;
        panDegrees = side * (turning ? TURN_DEGREES : folded(swept));
    }

    boolean turning() {
        return turning;
    }

    double panDegrees() {
        return panDegrees;
    }

    /** Where one is that walked so far from the middle, to one end, to the other and back. */
    private static double folded(double degrees) {
        if (degrees < SWEEP_DEGREES) {
            return degrees;
        }
        double back = 2 * SWEEP_DEGREES - degrees;
        return back >= -SWEEP_DEGREES ? back : -2 * SWEEP_DEGREES - back;
    }
}
