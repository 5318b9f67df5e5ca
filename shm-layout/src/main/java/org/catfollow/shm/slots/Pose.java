package org.catfollow.shm.slots;

/**
 * Where the robot believes it is, the middle of its rear axle: odometry, from where it was started. A
 * reusable holder for one thread.
 */
public final class Pose {
    /** When the pose held, CLOCK_MONOTONIC nanoseconds. */
    public long nanos;

    /** Metres along the heading that the robot had at its start. */
    public double xMetres;

    /** Metres to the left of that. */
    public double yMetres;

    /** Degrees, counter-clockwise from the start's heading, over -180 and up to 180. */
    public double headingDegrees;

    /** When it was last declared, be it at the start; CLOCK_MONOTONIC nanoseconds. */
    public long resetNanos;

    /** The way driven since then, forwards and backwards alike, metres. */
    public double travelledMetres;

    /** How far off the place may be by now, metres: one standard deviation, estimated. */
    public double driftMetres;

    /** How far off the heading may be by now, degrees: one standard deviation, estimated. */
    public double driftDegrees;

    /** Takes over another pose's place and heading. */
    public void set(Pose other) {
        set(other.xMetres, other.yMetres, other.headingDegrees);
    }

    /** Takes over a place and a heading, which is brought into its range. */
    public void set(double newXMetres, double newYMetres, double newHeadingDegrees) {
        xMetres = newXMetres;
        yMetres = newYMetres;
        headingDegrees = wrap(newHeadingDegrees);
    }

    /** Returns how far a place is from here, metres. */
    public double distanceMetres(double placeXMetres, double placeYMetres) {
        return Math.hypot(placeXMetres - xMetres, placeYMetres - yMetres);
    }

    /** Returns where a place is seen from here: degrees, 0 straight ahead, positive to the right. */
    public double bearingDegrees(double placeXMetres, double placeYMetres) {
        double direction =
                Math.toDegrees(Math.atan2(placeYMetres - yMetres, placeXMetres - xMetres));
        return wrap(headingDegrees - direction);
    }

    private static double wrap(double degrees) {
        return degrees - 360 * Math.ceil((degrees - 180) / 360);
    }
}
