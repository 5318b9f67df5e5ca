package org.catfollow.simulator.scene;

/** Arithmetic on colours, 0xRRGGBB. */
public final class Colour {
    private Colour() {}

    /** Returns {@code from} at 0 and {@code to} at 1; clamped beyond. */
    public static int mix(int from, int to, float part) {
        float p = Math.max(0, Math.min(1, part));
        return of(
                red(from) + (red(to) - red(from)) * p,
                green(from) + (green(to) - green(from)) * p,
                blue(from) + (blue(to) - blue(from)) * p);
    }

    /** Returns a colour made brighter or darker. */
    public static int scale(int colour, float factor) {
        return of(red(colour) * factor, green(colour) * factor, blue(colour) * factor);
    }

    /** Returns a colour from its parts, each clamped to 0..255. */
    public static int of(float red, float green, float blue) {
        return clamp(red) << 16 | clamp(green) << 8 | clamp(blue);
    }

    /** Returns a smooth step from 0 at {@code from} to 1 at {@code to}. */
    public static float step(float from, float to, float value) {
        float t = Math.max(0, Math.min(1, (value - from) / (to - from)));
        return t * t * (3 - 2 * t);
    }

    private static int red(int colour) {
        return colour >> 16 & 255;
    }

    private static int green(int colour) {
        return colour >> 8 & 255;
    }

    private static int blue(int colour) {
        return colour & 255;
    }

    private static int clamp(float value) {
        return Math.max(0, Math.min(255, Math.round(value)));
    }
}
