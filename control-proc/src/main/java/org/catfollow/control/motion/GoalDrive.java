package org.catfollow.control.motion;

import org.catfollow.control.sensing.Place;
import org.catfollow.shm.slots.Pose;

/**
 * Steers to a place on the floor by pure pursuit: the arc through the car and the place (Coulter,
 * "Implementation of the pure pursuit path tracking algorithm", CMU-RI-TR-92-01, 1992).
 *
 * <p>A place inside the car's turning circle is on no arc that it can drive: it then goes straight until
 * the place is outside.
 */
final class GoalDrive {
    /** Nearer than this the car slows down, metres. */
    private static final double SLOW_WITHIN_METRES = 0.5;

    /** The turning circle is taken this much larger: steering takes time. */
    private static final double CIRCLE_MARGIN = 1.3;

    private final double wheelBaseMetres;
    private final double turningRadiusMetres;
    private double steeringDegrees;
    private double bearingDegrees;
    private double slowdown;

    GoalDrive(double wheelBaseMetres) {
        this.wheelBaseMetres = wheelBaseMetres;
        turningRadiusMetres =
                wheelBaseMetres / Math.tan(Math.toRadians(ServoLimits.STEERING_DEGREES));
    }

    /** Finds the way from a pose to a place. */
    void aim(Pose pose, Place goal) {
        double metres = pose.distanceMetres(goal.xMetres, goal.yMetres);
        bearingDegrees = pose.bearingDegrees(goal.xMetres, goal.yMetres);
        slowdown = Math.min(1, metres / SLOW_WITHIN_METRES);
        double bearing = Math.toRadians(bearingDegrees);
        double ahead = metres * Math.cos(bearing);
        double aside = metres * Math.sin(bearing);
        double radius = CIRCLE_MARGIN * turningRadiusMetres;
        // Also a place under the car itself, which lies on the circle's edge.
        if (Math.hypot(ahead, Math.abs(aside) - radius) <= radius) {
            steeringDegrees = 0;
        } else if (ahead < 0) {
            steeringDegrees = Math.copySign(ServoLimits.STEERING_DEGREES, aside);
        } else {
            double curvature = 2 * aside / (metres * metres);
            steeringDegrees =
                    ServoLimits.steering(Math.toDegrees(Math.atan(wheelBaseMetres * curvature)));
        }
    }

    double steeringDegrees() {
        return steeringDegrees;
    }

    /** Returns where the place is seen from the car, degrees, positive right. */
    double bearingDegrees() {
        return bearingDegrees;
    }

    /** Returns the share of the speed to drive with: less than 1 when nearly there. */
    double slowdown() {
        return slowdown;
    }
}
