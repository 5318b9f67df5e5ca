package org.catfollow.cli.drive;

import java.util.List;
import java.util.Map;
import org.catfollow.shm.slots.SpeedLimit;

/** How cars drove, for tests of those who ask. */
final class Rides {
    /** It kept its distance, touched nothing, and was watched for a minute. */
    static final Ride FINE = of(60, 0.55, 0);

    private Rides() {}

    static Ride of(double watched, double nearest, long touches) {
        return new Ride(
                new MotionFigures(watched, 30, 0.15, 1.25, 140.4, Map.of(SpeedLimit.OBSTACLE, 6.0)),
                new SafetyFigures(watched, nearest - 0.1, nearest, 0.21, touches, touches),
                List.of());
    }
}
