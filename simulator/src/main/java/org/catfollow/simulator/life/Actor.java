package org.catfollow.simulator.life;

import org.catfollow.simulator.world.ActorPlan;

/** A cat or a decoy as it is now: its place, its pose and where it looks. Moved by {@link Simulation}. */
public final class Actor {
    /** Seconds that sitting down or getting up takes. */
    private static final double POSE_SECONDS = 0.6;

    /** Metres of a walking cat's stride, at a shoulder height of 0.25 m. */
    private static final double STRIDE_METRES = 0.34;

    private final ActorPlan plan;
    private final ActorPlan.Coat coat;
    private final int markings;
    private double x;
    private double y;
    private double headingDegrees;
    private double speed;
    private double stride;
    private double sitting;
    private double lying;
    private double lookDegrees;
    private double seconds;

    Actor(ActorPlan plan, ActorPlan.Coat coat, int markings) {
        this.plan = plan;
        this.coat = coat;
        this.markings = markings;
    }

    void place(double newX, double newY, double newHeadingDegrees) {
        x = newX;
        y = newY;
        headingDegrees = newHeadingDegrees;
    }

    void pose(double newSitting, double newLying) {
        sitting = newSitting;
        lying = newLying;
    }

    /** Goes on for a step: forward by its speed, nearer to the pose, looking nearer to a direction. */
    void step(double step, ActorPlan.Behaviour towards, double wantedSpeed, double wantedLook) {
        seconds += step;
        double change = step / POSE_SECONDS;
        sitting = approach(sitting, towards == ActorPlan.Behaviour.SIT ? 1 : 0, change);
        lying = approach(lying, towards == ActorPlan.Behaviour.LIE ? 1 : 0, change);
        double upright = Math.max(0, 1 - 2 * (sitting + lying));
        speed = approach(speed, wantedSpeed * upright, 3 * step);
        double moved = speed * step;
        double heading = Math.toRadians(headingDegrees);
        x += moved * Angles.cos(heading);
        y += moved * Angles.sin(heading);
        double length = STRIDE_METRES * scale() * (1 + 0.5 * Math.min(1, speed));
        stride += moved / length;
        stride -= Math.floor(stride);
        lookDegrees = approach(lookDegrees, Math.max(-65, Math.min(65, wantedLook)), 140 * step);
    }

    void turn(double byDegrees) {
        headingDegrees = wrap(headingDegrees + byDegrees);
    }

    static double wrap(double degrees) {
        return degrees - 360 * Math.ceil((degrees - 180) / 360);
    }

    private static double approach(double value, double target, double most) {
        return value + Math.max(-most, Math.min(most, target - value));
    }

    /** Returns how it was planned. */
    public ActorPlan plan() {
        return plan;
    }

    /** Returns what it is. */
    public ActorPlan.Kind kind() {
        return plan.kind();
    }

    /** Returns its coat, chosen; never {@code ANY}. */
    public ActorPlan.Coat coat() {
        return coat;
    }

    /** Returns a number from which its markings follow. */
    public int markings() {
        return markings;
    }

    /** Returns where it is, metres forward of the robot's start. */
    public double x() {
        return x;
    }

    /** Returns where it is, metres to the left of the robot's start. */
    public double y() {
        return y;
    }

    /** Returns where its body points, degrees counter-clockwise. */
    public double headingDegrees() {
        return headingDegrees;
    }

    /** Returns how fast it walks, metres a second. */
    public double speed() {
        return speed;
    }

    /** Returns how far it is in its stride, 0 up to below 1. */
    public double stride() {
        return stride;
    }

    /** Returns how much it sits: 0 not, 1 fully. */
    public double sitting() {
        return sitting;
    }

    /** Returns how much it lies: 0 not, 1 fully. */
    public double lying() {
        return lying;
    }

    /** Returns where its head is turned from its body's direction, degrees counter-clockwise. */
    public double lookDegrees() {
        return lookDegrees;
    }

    /** Returns how long it has lived, seconds: tail and breath follow it. */
    public double seconds() {
        return seconds;
    }

    /** Returns how large it is beside a cat of 0.25 m at the shoulder. */
    public double scale() {
        return plan.heightMetres() / ActorPlan.Kind.CAT.heightMetres();
    }
}
