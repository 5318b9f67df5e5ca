package org.catfollow.control.motion;

/** Moves a value towards another one no faster than allowed. */
final class Ramp {
    private Ramp() {}

    static double towards(double from, double to, double perSecond, double seconds) {
        double most = perSecond * seconds;
        return from + Math.clamp(to - from, -most, most);
    }
}
