package org.catfollow.control.motion;

import java.time.Duration;
import org.catfollow.control.settings.AimSettings;
import org.catfollow.control.settings.DistanceSettings;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.ObstacleSettings;
import org.catfollow.control.settings.SpeedSettings;

/**
 * What the control law needs to know.
 *
 * @param coastFor within this time the speed of a coasting car falls to zero
 * @param wheelBaseMetres from front to rear axle
 */
public record MotionSettings(
        SpeedSettings speed,
        HoldSettings hold,
        DistanceSettings distance,
        ObstacleSettings obstacle,
        AimSettings aim,
        Duration coastFor,
        double wheelBaseMetres) {}
