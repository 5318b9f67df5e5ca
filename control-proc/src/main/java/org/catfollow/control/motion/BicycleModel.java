package org.catfollow.control.motion;

import org.catfollow.shm.slots.Pose;

/**
 * The kinematic bicycle: both wheels of an axle as one, no slip, the pose being that of the rear axle
 * (LaValle, "Planning Algorithms", Cambridge 2006, section 13.1.2.1, the simple car). With steering
 * positive to the right the heading changes by {@code -speed * tan(steering) / wheel base} a second.
 */
public final class BicycleModel {
    /** Under this turn, radians, an arc is a straight line to within a double's precision. */
    private static final double STRAIGHT_RADIANS = 1e-9;

    private BicycleModel() {}

    /**
     * Moves a pose along the arc of constant steering, exactly: no sum of small steps.
     *
     * @param metres the way of the rear axle, negative backwards
     */
    public static void advance(
            Pose pose, double metres, double steeringDegrees, double wheelBaseMetres) {
        double heading = Math.toRadians(pose.headingDegrees);
        double turn = -metres * Math.tan(Math.toRadians(steeringDegrees)) / wheelBaseMetres;
        double half = turn / 2;
        // The chord of the arc points half a turn on and is sin(half) / half times as long.
        double chord = Math.abs(half) < STRAIGHT_RADIANS ? metres : metres * Math.sin(half) / half;
        pose.set(
                pose.xMetres + chord * Math.cos(heading + half),
                pose.yMetres + chord * Math.sin(heading + half),
                Math.toDegrees(heading + turn));
    }
}
