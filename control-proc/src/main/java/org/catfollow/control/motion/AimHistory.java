package org.catfollow.control.motion;

import org.catfollow.control.sensing.Angles;

/**
 * Where the camera pointed, a second back: a picture's errors count from where it pointed when that
 * picture was captured, not from where it points now.
 */
final class AimHistory {
    /** At the shortest period of 5 ms this reaches back 1.28 s, over any picture that still counts. */
    static final int CAPACITY = 256;

    private final long[] nanos = new long[CAPACITY];
    private final double[] pan = new double[CAPACITY];
    private final double[] tilt = new double[CAPACITY];
    private final double[] heading = new double[CAPACITY];
    private int newest = -1;
    private int count;

    private double panDegrees;
    private double tiltDegrees;
    private double headingDegrees;

    void add(long nowNanos, double newPan, double newTilt, double newHeading) {
        newest = (newest + 1) % CAPACITY;
        count = Math.min(CAPACITY, count + 1);
        nanos[newest] = nowNanos;
        pan[newest] = newPan;
        tilt[newest] = newTilt;
        heading[newest] = newHeading;
    }

    /** Forgets all; to be filled before the next look. */
    void clear() {
        newest = -1;
        count = 0;
    }

    /** Looks up a time, between two entries linearly; before all of them the oldest counts. */
    void lookUp(long atNanos) {
        int at = newest;
        int later = newest;
        for (int left = count - 1; left > 0 && nanos[at] > atNanos; left--) {
            later = at;
            at = (at + CAPACITY - 1) % CAPACITY;
        }
        double gap = nanos[later] - nanos[at];
        double share = gap > 0 ? Math.clamp((atNanos - nanos[at]) / gap, 0, 1) : 0;
        panDegrees = pan[at] + share * (pan[later] - pan[at]);
        tiltDegrees = tilt[at] + share * (tilt[later] - tilt[at]);
        headingDegrees = heading[at] + share * Angles.wrapDegrees(heading[later] - heading[at]);
    }

    double panDegrees() {
        return panDegrees;
    }

    double tiltDegrees() {
        return tiltDegrees;
    }

    double headingDegrees() {
        return headingDegrees;
    }
}
