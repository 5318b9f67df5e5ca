package org.catfollow.control.sensing;

/**
 * Where the car is on the floor: the middle of its rear axle. A reusable holder for one thread. Signs
 * as {@link org.catfollow.control} states them.
 */
public final class Pose {
    /** Metres along the direction that the car had at its start. */
    public double xMetres;

    /** Metres to the left of that direction. */
    public double yMetres;

    /** Degrees, counter-clockwise, over -180 and up to 180. */
    public double headingDegrees;

    /** Takes over another pose. */
    public void set(Pose other) {
        set(other.xMetres, other.yMetres, other.headingDegrees);
    }

    /** Takes over a place and a heading. */
    public void set(double newXMetres, double newYMetres, double newHeadingDegrees) {
        xMetres = newXMetres;
        yMetres = newYMetres;
        headingDegrees = Angles.wrapDegrees(newHeadingDegrees);
    }

    /** Returns how far a place is from here, metres. */
    public double distanceMetres(double placeXMetres, double placeYMetres) {
        return Math.hypot(placeXMetres - xMetres, placeYMetres - yMetres);
    }

    /** Returns where a place is seen from here: degrees, 0 straight ahead, positive to the right. */
    public double bearingDegrees(double placeXMetres, double placeYMetres) {
        double direction =
                Math.toDegrees(Math.atan2(placeYMetres - yMetres, placeXMetres - xMetres));
        return Angles.wrapDegrees(headingDegrees - direction);
    }
}
