package org.catfollow.control.motion;

import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.DistanceSettings;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.ObstacleSettings;
import org.catfollow.control.settings.SpeedSettings;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.SpeedLimit;

/**
 * How fast the car may go at most, and what says so. Each limit can only lower the speed; the strictest
 * counts. Whatever is not known counts as a reason to be slow, whatever matters most and is not known, the
 * floor and the guard, as one to stand.
 */
final class SpeedLimits {
    /** So long a car without an echo believes an animal that was near to be there still. */
    static final long NEAR_REMEMBERED_NANOS = 20_000_000_000L;

    private final SpeedSettings speed;
    private final HoldSettings hold;
    private final DistanceSettings distance;
    private final ObstacleSettings obstacle;

    private boolean nearSeen;
    private long nearSeenNanos;

    private double forward;
    private double backward;
    private SpeedLimit strictest = SpeedLimit.NONE;

    SpeedLimits(MotionSettings settings) {
        speed = settings.speed();
        hold = settings.hold();
        distance = settings.distance();
        obstacle = settings.obstacle();
    }

    /**
     * Remembers whether the target was near when it was last seen. Comes before {@link #judge}.
     *
     * @param targetMetres how far the target is, infinite when none is seen
     */
    void remember(PeriodInputs inputs, double targetMetres) {
        if (inputs.target.seen()) {
            nearSeen = near(inputs, targetMetres);
            nearSeenNanos = inputs.nowNanos;
        }
    }

    /** Forgets where the target was. */
    void forget() {
        nearSeen = false;
    }

    /**
     * Returns whether an animal that was near when it was last seen may still be there: the camera looks
     * for it, the wheels stand. Over when the way is heard to be free, or after 20 s: where no echo
     * comes, as in the middle of a large room, the robot would never look elsewhere.
     */
    boolean mayStillBeNear(PeriodInputs inputs) {
        return nearSeen
                && inputs.sensors.echo != EchoState.FAR
                && inputs.nowNanos - nearSeenNanos < NEAR_REMEMBERED_NANOS;
    }

    /**
     * Looks at one period.
     *
     * @param targetMetres how far the target is, infinite when none is seen
     */
    void judge(ControlState state, PeriodInputs inputs, double targetMetres) {
        forward = speed.maxMetresPerSecond();
        backward = forward;
        strictest = SpeedLimit.NONE;
        guard(inputs);
        battery(inputs);
        // Behind the car nothing looks: backwards only a hand drives.
        if (inputs.sensors.floor == FloorState.CLIFF
                || inputs.sensors.floor == FloorState.UNKNOWN) {
            lower(0, SpeedLimit.FLOOR);
        }
        wayAhead(inputs);
        if (state != ControlState.MANUAL) {
            backward = 0;
            lower(inputs.pictureWeight * speed.maxMetresPerSecond(), SpeedLimit.PICTURE_AGE);
            target(inputs, targetMetres);
            if (state == ControlState.SEARCH && mayStillBeNear(inputs)) {
                lower(0, SpeedLimit.TARGET_NEAR);
            }
            if (state == ControlState.IDLE && inputs.resting) {
                lower(0, SpeedLimit.REST);
            }
        }
    }

    private void guard(PeriodInputs inputs) {
        if (!inputs.guardThere || inputs.guardHolds) {
            lower(0, SpeedLimit.GUARD);
            backward = 0;
        }
    }

    private void battery(PeriodInputs inputs) {
        switch (inputs.sensors.battery) {
            case EMPTY -> lowerBoth(0);
            case VERY_LOW, UNKNOWN -> lowerBoth(speed.maxMetresPerSecond() / 2);
            case NONE, GOOD, LOW -> {
                // As fast as it likes.
            }
        }
    }

    private void wayAhead(PeriodInputs inputs) {
        EchoState echo = inputs.sensors.echo;
        if (echo == EchoState.BLOCKED) {
            lower(0, SpeedLimit.OBSTACLE);
        } else if (echo == EchoState.NEAR) {
            double share =
                    (inputs.sensors.distanceMetres - obstacle.stopMetres())
                            / (obstacle.slowMetres() - obstacle.stopMetres());
            double most = speed.maxMetresPerSecond();
            double creep = speed.creepMetresPerSecond();
            lower(Math.clamp(share * most, creep, most), SpeedLimit.OBSTACLE);
        } else if (echo == EchoState.UNKNOWN) {
            lower(obstacle.unknownMetresPerSecond(), SpeedLimit.ECHO_UNKNOWN);
        }
    }

    private void target(PeriodInputs inputs, double metres) {
        if (tooNear(inputs) || metres <= distance.nearestMetres()) {
            lower(0, SpeedLimit.TARGET_NEAR);
        } else if (near(inputs, metres)) {
            lower(distance.nearMetresPerSecond(), SpeedLimit.TARGET_NEAR);
        }
    }

    /** What the picture's edge cuts may be far nearer than it looks: it is never taken to be far. */
    private boolean near(PeriodInputs inputs, double metres) {
        return tooNear(inputs) || inputs.target.cut() || metres <= distance.nearMetres();
    }

    private boolean tooNear(PeriodInputs inputs) {
        return inputs.target.seen() && inputs.target.size() >= hold.nearSize();
    }

    private void lowerBoth(double metresPerSecond) {
        lower(metresPerSecond, SpeedLimit.BATTERY);
        backward = Math.min(backward, metresPerSecond);
    }

    private void lower(double metresPerSecond, SpeedLimit why) {
        if (metresPerSecond < forward) {
            forward = Math.max(0, metresPerSecond);
            strictest = why;
        }
    }

    /** Returns the highest speed forwards, metres per second. */
    double forward() {
        return forward;
    }

    /** Returns the highest speed backwards, metres per second, positive; 0 but for a hand. */
    double backward() {
        return backward;
    }

    /**
     * Returns what keeps the car from going as fast as it wants, or from going at all.
     *
     * @param wanted the speed it would have without limits, metres per second
     */
    SpeedLimit holding(double wanted) {
        return forward == 0 || wanted > forward ? strictest : SpeedLimit.NONE;
    }
}
