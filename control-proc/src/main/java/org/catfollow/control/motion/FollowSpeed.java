package org.catfollow.control.motion;

import org.catfollow.control.sensing.TargetView;
import org.catfollow.control.settings.SpeedSettings;

/**
 * How fast to drive towards a target that is seen: the further, the faster. From twice the distance to hold
 * on the speed is the highest.
 */
final class FollowSpeed {
    private final double maxSpeed;
    private final double creepSpeed;
    private final double holdMetres;

    FollowSpeed(SpeedSettings speed, double holdMetres) {
        maxSpeed = speed.maxMetresPerSecond();
        creepSpeed = speed.creepMetresPerSecond();
        this.holdMetres = holdMetres;
    }

    /**
     * Returns the speed to have, metres per second, never backwards.
     *
     * @param metres how far the target is
     * @param approaching whether to creep rather than to rest where the speed would be under the
     *     slowest one
     */
    double towards(TargetView target, double metres, boolean approaching) {
        if (target.cut() || !(metres > holdMetres)) {
            // What the edge cuts may be far nearer than it looks; the tilt brings it into the
            // picture.
            return 0;
        }
        double speed = maxSpeed * (metres / holdMetres - 1);
        if (speed < creepSpeed) {
            return approaching ? creepSpeed : 0;
        }
        return Math.min(maxSpeed, speed);
    }
}
