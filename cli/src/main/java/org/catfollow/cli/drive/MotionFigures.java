package org.catfollow.cli.drive;

import java.util.Map;
import org.catfollow.shm.slots.SpeedLimit;

/**
 * How one drive's commands were.
 *
 * @param watchedSeconds how much of the drive control's commands are known
 * @param drivenSeconds of these, how long the wheels were told to turn
 * @param drivenSpeed mean commanded speed of that time, metres a second
 * @param speedJerk of the commanded speed while it drove, root mean square, metres per second cubed; NaN
 *     when it never drove
 * @param steeringJerk second derivative of the commanded steering while it drove, root mean square,
 *     degrees per second squared
 * @param slowedSeconds how long each limit held the speed down; without {@link SpeedLimit#NONE}
 */
record MotionFigures(
        double watchedSeconds,
        double drivenSeconds,
        double drivenSpeed,
        double speedJerk,
        double steeringJerk,
        Map<SpeedLimit, Double> slowedSeconds) {
    MotionFigures {
        slowedSeconds = Map.copyOf(slowedSeconds);
    }

    /** Returns the share of the time in which anything held the speed down; NaN when nothing is known. */
    double slowed() {
        double sum = slowedSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
        return watchedSeconds == 0 ? Double.NaN : sum / watchedSeconds;
    }
}
