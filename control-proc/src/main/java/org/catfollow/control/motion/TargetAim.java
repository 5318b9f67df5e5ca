package org.catfollow.control.motion;

import org.catfollow.control.sensing.Angles;
import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.AimSettings;

/**
 * Points the camera at the target and finds the steering towards it.
 *
 * <p>The camera's goal is a direction in the world, under which the car may turn. Each new picture says
 * where the target was: the camera's direction when it was captured, plus the centre's error in it. A
 * proportional-derivative law moves the goal by what lies between. So neither the picture's delay nor the
 * car's own turning makes the camera overshoot, and between two pictures it does not jump.
 */
final class TargetAim {
    private final FieldOfView field;
    private final ProportionalDerivative right;
    private final ProportionalDerivative up;
    private final ProportionalDerivative steering;
    private final AimHistory history = new AimHistory();

    private boolean aiming;
    private long lastFrameId;
    private long lastCaptureNanos;
    private double panDirectionDegrees;
    private double steeringDegrees;
    private double tiltDegrees;

    TargetAim(AimSettings settings) {
        field = new FieldOfView(settings.horizontalFieldDegrees(), settings.verticalFieldDegrees());
        right = new ProportionalDerivative(settings.cameraP(), settings.cameraDSeconds());
        up = new ProportionalDerivative(settings.cameraP(), settings.cameraDSeconds());
        steering = new ProportionalDerivative(settings.steeringP(), settings.steeringDSeconds());
    }

    /** Remembers where the camera points; to be called once in each period, before the rest. */
    void remember(PeriodInputs inputs, MotionCommand inForce) {
        history.add(
                inputs.nowNanos,
                inForce.panDegrees,
                inForce.tiltDegrees,
                inputs.pose.headingDegrees);
    }

    /** Takes a picture into account in which the target is seen; does nothing for one seen before. */
    void look(PeriodInputs inputs) {
        if (inputs.frameId == lastFrameId) {
            return;
        }
        double seconds = (inputs.captureNanos - lastCaptureNanos) * 1e-9;
        lastFrameId = inputs.frameId;
        lastCaptureNanos = inputs.captureNanos;
        if (!aiming) {
            aiming = true;
            history.lookUp(inputs.nowNanos);
            panDirectionDegrees = history.headingDegrees() - history.panDegrees();
            tiltDegrees = history.tiltDegrees();
        }
        history.lookUp(inputs.captureNanos);
        double bearing = history.panDegrees() + field.rightDegrees(inputs.target.rightError());
        double direction = history.headingDegrees() - bearing;
        double turn = Angles.wrapDegrees(panDirectionDegrees - direction);
        double lift =
                history.tiltDegrees() + field.upDegrees(inputs.target.upError()) - tiltDegrees;
        double weight = inputs.pictureWeight;
        panDirectionDegrees =
                Angles.wrapDegrees(panDirectionDegrees - weight * right.correct(turn, seconds));
        tiltDegrees = ServoLimits.tilt(tiltDegrees + weight * up.correct(lift, seconds));
        steeringDegrees = steering.correct(bearing, seconds);
    }

    /** Forgets the target: the next sight of one begins without a rate. */
    void forget() {
        right.reset();
        up.reset();
        steering.reset();
        lastFrameId = 0;
        aiming = false;
    }

    /** Returns where to pan to for a car with this heading, degrees. */
    double panDegrees(double headingDegrees) {
        return ServoLimits.pan(Angles.wrapDegrees(headingDegrees - panDirectionDegrees));
    }

    /** Returns where to tilt to, degrees. */
    double tiltDegrees() {
        return tiltDegrees;
    }

    /** Returns how to steer, degrees. */
    double steeringDegrees() {
        return ServoLimits.steering(steeringDegrees);
    }
}
