package org.catfollow.control.motion;

import org.catfollow.shm.slots.Pose;

/**
 * Where the car should be, from what it was told: {@link BicycleModel} over commanded speed and steering.
 * Nothing measures, so it drifts without bound; the car's lag, slip and a wrong wheel base all add to it.
 *
 * <p><b>Drift</b>, one standard deviation, is estimated from the way alone. On a smooth floor the errors of
 * odometry are systematic for the most part, a wheel that is larger or a base that is longer than thought
 * (Borenstein and Feng, "Measurement and correction of systematic odometry errors in mobile robots", IEEE
 * Transactions on Robotics and Automation 12(6), 1996), so they grow with the way and do not average out:
 *
 * <ul>
 *   <li>along the way {@value #WAY_SHARE} of it: how well speed at full duty can be measured with a tape
 *   <li>heading {@value #DEGREES_PER_METRE} degrees for each metre: half a degree by which the front
 *       wheels do not stand straight is 5 degrees a metre at a wheel base of 0.1 m, and a calibration
 *       leaves less than half of that
 *   <li>across the way what a wrong heading makes of it: the sum of heading error times way
 * </ul>
 *
 * Both figures are assumptions until a car was measured.
 */
public final class Odometry {
    /** A longer gap between two periods counts as this long, seconds. */
    public static final double LONGEST_GAP_SECONDS = 0.5;

    /** Error along the way, as a share of it. */
    static final double WAY_SHARE = 0.05;

    /** Error of the heading, degrees for each metre. */
    static final double DEGREES_PER_METRE = 2;

    /** Nothing is known of the heading any more, degrees. */
    private static final double NO_HEADING_DEGREES = 180;

    private final double wheelBaseMetres;
    private final Pose pose = new Pose();
    private double acrossMetres;

    /** Starts at the origin, looking along x. */
    public Odometry(double wheelBaseMetres) {
        this.wheelBaseMetres = wheelBaseMetres;
    }

    /** Moves on by the time that a command was in force; time that runs backwards counts as none. */
    public void advance(MotionCommand inForce, double seconds) {
        double bounded = Math.clamp(seconds, 0, LONGEST_GAP_SECONDS);
        double metres = inForce.speedMetresPerSecond * bounded;
        BicycleModel.advance(pose, metres, inForce.steeringDegrees, wheelBaseMetres);
        drift(Math.abs(metres));
    }

    private void drift(double metres) {
        pose.travelledMetres += metres;
        pose.driftDegrees =
                Math.min(NO_HEADING_DEGREES, pose.driftDegrees + DEGREES_PER_METRE * metres);
        // Over 90 degrees the error is as large as the way, no larger.
        double wrong = Math.sin(Math.toRadians(Math.min(90, pose.driftDegrees)));
        acrossMetres += wrong * metres;
        pose.driftMetres = Math.hypot(WAY_SHARE * pose.travelledMetres, acrossMetres);
    }

    /** Declares the car to be elsewhere, as when somebody put it back: without drift. */
    public void reset(Pose known, long nowNanos) {
        pose.set(known);
        pose.resetNanos = nowNanos;
        pose.travelledMetres = 0;
        pose.driftDegrees = 0;
        pose.driftMetres = 0;
        acrossMetres = 0;
    }

    /** Goes on where another one ended, with its drift. */
    public void goOnFrom(Pose last) {
        pose.set(last);
        pose.resetNanos = last.resetNanos;
        pose.travelledMetres = Math.max(0, last.travelledMetres);
        pose.driftDegrees = Math.clamp(last.driftDegrees, 0, NO_HEADING_DEGREES);
        double along = WAY_SHARE * pose.travelledMetres;
        double across = last.driftMetres * last.driftMetres - along * along;
        acrossMetres = Math.sqrt(Math.max(0, across));
        pose.driftMetres = Math.hypot(along, acrossMetres);
    }

    /** Returns the pose, the same holder at every call: not to be changed. */
    public Pose pose() {
        return pose;
    }
}
