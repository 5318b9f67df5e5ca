package org.catfollow.control.motion;

import org.catfollow.control.sensing.TargetView;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.SpeedSettings;

/**
 * How fast to drive towards a target that is seen: the further, the faster. A box half as high as the one
 * to hold is twice as far, and from there on the speed is the highest.
 */
final class FollowSpeed {
    private final double maxSpeed;
    private final double creepSpeed;
    private final HoldSettings hold;

    FollowSpeed(SpeedSettings speed, HoldSettings hold) {
        maxSpeed = speed.maxMetresPerSecond();
        creepSpeed = speed.creepMetresPerSecond();
        this.hold = hold;
    }

    /**
     * Returns the speed to have, metres per second, never backwards.
     *
     * @param approaching whether to creep rather than to rest where the speed would be under the
     *     slowest one
     */
    double towards(TargetView target, boolean approaching) {
        if (target.cut() || target.size() >= hold.holdSize()) {
            // What the edge cuts may be far nearer than it looks; the tilt brings it into the
            // picture.
            return 0;
        }
        double speed = maxSpeed * (hold.holdSize() / target.size() - 1);
        if (speed < creepSpeed) {
            return approaching ? creepSpeed : 0;
        }
        return Math.min(maxSpeed, speed);
    }

    /** Returns whether the target is so near that the wheels must be still at once. */
    boolean tooNear(TargetView target) {
        return target.seen() && target.size() >= hold.nearSize();
    }
}
