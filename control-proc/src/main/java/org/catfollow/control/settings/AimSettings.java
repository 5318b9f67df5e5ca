package org.catfollow.control.settings;

import java.time.Duration;

/**
 * How the camera and the steering follow the target. P and D are the two gains of a
 * proportional-derivative law on the error of the box's centre.
 *
 * @param cameraP pan and tilt: share of the error that one picture corrects
 * @param cameraDSeconds pan and tilt: weight of the error's rate
 * @param steeringP degrees of steering for a degree of the target's bearing
 * @param steeringDSeconds degrees of steering for a degree per second
 * @param cameraDegreesPerSecond how fast pan and tilt may move
 * @param steeringDegreesPerSecond how fast the steering may move
 * @param horizontalFieldDegrees the camera's field of view across
 * @param verticalFieldDegrees the camera's field of view from top to bottom
 * @param actuationLag how long a servo takes to do most of what it is told: the target is met where it
 *     will be then
 */
public record AimSettings(
        double cameraP,
        double cameraDSeconds,
        double steeringP,
        double steeringDSeconds,
        double cameraDegreesPerSecond,
        double steeringDegreesPerSecond,
        double horizontalFieldDegrees,
        double verticalFieldDegrees,
        Duration actuationLag) {

    /** Gains chosen on the closed-loop test; the field of view is the OV5647's at 4:3 (data sheet). */
    public static final AimSettings DEFAULT =
            new AimSettings(0.5, 0.02, 0.8, 0.05, 120, 90, 54, 41, Duration.ofMillis(50));

    /** Refuses gains that overshoot and fields of view that no lens of this kind has. */
    public AimSettings {
        Check.within("--camera-p", cameraP, 0, 1, "");
        Check.within("--camera-d", cameraDSeconds, 0, 0.2, "s");
        Check.within("--steering-p", steeringP, 0, 5, "degrees per degree");
        Check.within("--steering-d", steeringDSeconds, 0, 1, "s");
        Check.within("--camera-rate", cameraDegreesPerSecond, 1, 1000, "degrees/s");
        Check.within("--steering-rate", steeringDegreesPerSecond, 1, 1000, "degrees/s");
        Check.within("--field-of-view-x", horizontalFieldDegrees, 10, 150, "degrees");
        Check.within("--field-of-view-y", verticalFieldDegrees, 10, 150, "degrees");
        Check.within("--actuation-ms", actuationLag, 0, 300);
    }
}
