package org.catfollow.control.sensing;

/** Angles in degrees. */
public final class Angles {
    private Angles() {}

    /** Returns the same direction over -180 and up to 180 degrees. */
    public static double wrapDegrees(double degrees) {
        double turned = degrees - 360 * Math.rint(degrees / 360);
        return turned <= -180 ? turned + 360 : turned;
    }
}
