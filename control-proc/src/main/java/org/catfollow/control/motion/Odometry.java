package org.catfollow.control.motion;

import org.catfollow.shm.slots.Pose;

/**
 * Where the car should be, from what it was told: {@link BicycleModel} over commanded speed and steering.
 * Nothing measures, so it drifts without bound; the car's lag, slip and a wrong wheel base all add to it.
 */
public final class Odometry {
    /** A longer gap between two periods counts as this long, seconds. */
    public static final double LONGEST_GAP_SECONDS = 0.5;

    private final double wheelBaseMetres;
    private final Pose pose = new Pose();

    /** Starts at the origin, looking along x. */
    public Odometry(double wheelBaseMetres) {
        this.wheelBaseMetres = wheelBaseMetres;
    }

    /** Moves on by the time that a command was in force; time that runs backwards counts as none. */
    public void advance(MotionCommand inForce, double seconds) {
        double bounded = Math.clamp(seconds, 0, LONGEST_GAP_SECONDS);
        double metres = inForce.speedMetresPerSecond * bounded;
        BicycleModel.advance(pose, metres, inForce.steeringDegrees, wheelBaseMetres);
    }

    /** Declares the car to be elsewhere: after a restart, or when somebody put it back. */
    public void reset(Pose known) {
        pose.set(known);
    }

    /** Returns the pose, the same holder at every call: not to be changed. */
    public Pose pose() {
        return pose;
    }
}
