package org.catfollow.simulator.life;

/**
 * Sine and cosine that are the same on every machine and allocate nothing: {@link StrictMath} makes an
 * array for each. Right to 12 places.
 */
public final class Angles {
    /** A quarter of a turn in two parts, so that little is lost when it is taken away many times. */
    private static final double QUARTER = 1.5707963267341256;

    private static final double QUARTER_REST = 6.077100506506192e-11;

    private Angles() {}

    /** Returns the sine of an angle, radians. */
    public static double sin(double radians) {
        return ofQuarter(radians, 0);
    }

    /** Returns the cosine of an angle, radians. */
    public static double cos(double radians) {
        return ofQuarter(radians, 1);
    }

    private static double ofQuarter(double radians, int ahead) {
        double quarters = Math.rint(radians / (Math.PI / 2));
        double rest = radians - quarters * QUARTER - quarters * QUARTER_REST;
        double squared = rest * rest;
        return switch ((int) ((long) quarters + ahead) & 3) {
            case 0 -> sinNearZero(rest, squared);
            case 1 -> cosNearZero(squared);
            case 2 -> -sinNearZero(rest, squared);
            default -> -cosNearZero(squared);
        };
    }

    /** Taylor's series, up to an eighth of a turn. */
    private static double sinNearZero(double x, double squared) {
        double sum = 1 - squared / 210 * (1 - squared / 272);
        sum = 1 - squared / 110 * (1 - squared / 156 * sum);
        return x
                * (1
                        - squared
                                / 6
                                * (1
                                        - squared
                                                / 20
                                                * (1 - squared / 42 * (1 - squared / 72 * sum))));
    }

    private static double cosNearZero(double squared) {
        double sum = 1 - squared / 182 * (1 - squared / 240);
        sum = 1 - squared / 90 * (1 - squared / 132 * sum);
        return 1 - squared / 2 * (1 - squared / 12 * (1 - squared / 30 * (1 - squared / 56 * sum)));
    }
}
