package org.catfollow.simulator.world;

/**
 * Sine and cosine that are the same on every machine and allocate nothing. {@link Math} may differ in
 * the last bit from one processor to another, {@link StrictMath} allocates an array at each call.
 *
 * <p>Reduced to an eighth of a circle, then Taylor's series up to the 15th and 14th power: the error
 * is under 1e-14 for angles of a few thousand turns.
 */
public final class Trigonometry {
    private static final double QUARTER = Math.PI / 2;

    /** What is lost of a quarter circle by its rounding. */
    private static final double QUARTER_REST = 6.123233995736766e-17;

    private Trigonometry() {}

    /** Returns the sine of an angle in radians. */
    public static double sin(double radians) {
        double turns = Math.rint(radians / QUARTER);
        double rest = (radians - turns * QUARTER) - turns * QUARTER_REST;
        return quadrant((long) turns, rest);
    }

    /** Returns the cosine of an angle in radians. */
    public static double cos(double radians) {
        double turns = Math.rint(radians / QUARTER);
        double rest = (radians - turns * QUARTER) - turns * QUARTER_REST;
        return quadrant((long) turns + 1, rest);
    }

    /** Returns the tangent of an angle in radians. */
    public static double tan(double radians) {
        return sin(radians) / cos(radians);
    }

    private static double quadrant(long quarter, double rest) {
        return switch ((int) (quarter & 3)) {
            case 0 -> sine(rest);
            case 1 -> cosine(rest);
            case 2 -> -sine(rest);
            default -> -cosine(rest);
        };
    }

    private static double sine(double x) {
        double square = x * x;
        double sum = 1 - square / (14 * 15);
        sum = 1 - square / (12 * 13) * sum;
        sum = 1 - square / (10 * 11) * sum;
        sum = 1 - square / (8 * 9) * sum;
        sum = 1 - square / (6 * 7) * sum;
        sum = 1 - square / (4 * 5) * sum;
        return x * (1 - square / (2 * 3) * sum);
    }

    private static double cosine(double x) {
        double square = x * x;
        double sum = 1 - square / (13 * 14);
        sum = 1 - square / (11 * 12) * sum;
        sum = 1 - square / (9 * 10) * sum;
        sum = 1 - square / (7 * 8) * sum;
        sum = 1 - square / (5 * 6) * sum;
        sum = 1 - square / (3 * 4) * sum;
        return 1 - square / 2 * sum;
    }
}
