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
 *
 * <p>A target that moves is elsewhere when the servos have done what they are told: its direction is taken
 * to go on turning as it did, over the picture's age and the servos' lag. Where the servos point meanwhile
 * is believed to follow the commands with that lag, first order.
 */
final class TargetAim {
    /** No direction is foreseen further than this, seconds: cats turn. */
    private static final double LONGEST_LEAD_SECONDS = 0.3;

    private final FieldOfView field;
    private final ProportionalDerivative right;
    private final ProportionalDerivative up;
    private final ProportionalDerivative steering;
    private final DirectionRate rate = new DirectionRate();
    private final AimHistory history = new AimHistory();
    private final double lagSeconds;

    private boolean remembering;
    private double believedPanDegrees;
    private double believedTiltDegrees;
    private boolean aiming;
    private long lastFrameId;
    private long lastCaptureNanos;
    private double panDirectionDegrees;
    private double leadSeconds;
    private double steeringDegrees;
    private double tiltDegrees;

    TargetAim(AimSettings settings) {
        field = new FieldOfView(settings.horizontalFieldDegrees(), settings.verticalFieldDegrees());
        right = new ProportionalDerivative(settings.cameraP(), settings.cameraDSeconds());
        up = new ProportionalDerivative(settings.cameraP(), settings.cameraDSeconds());
        steering = new ProportionalDerivative(settings.steeringP(), settings.steeringDSeconds());
        lagSeconds = settings.actuationLag().toNanos() * 1e-9;
    }

    /** Remembers where the camera points; to be called once in each period, before the rest. */
    void remember(PeriodInputs inputs, MotionCommand inForce) {
        double share =
                remembering && lagSeconds > 0
                        ? 1 - Math.exp(-inputs.elapsedSeconds / lagSeconds)
                        : 1;
        remembering = true;
        believedPanDegrees += share * (inForce.panDegrees - believedPanDegrees);
        believedTiltDegrees += share * (inForce.tiltDegrees - believedTiltDegrees);
        history.add(
                inputs.nowNanos,
                believedPanDegrees,
                believedTiltDegrees,
                inputs.pose.headingDegrees);
        double age = (inputs.nowNanos - inputs.captureNanos) * 1e-9;
        leadSeconds = Math.clamp(age + lagSeconds, 0, LONGEST_LEAD_SECONDS);
    }

    /** Takes a picture into account in which the target is seen; does nothing for one seen before. */
    void look(PeriodInputs inputs, MotionCommand inForce) {
        if (inputs.frameId == lastFrameId) {
            return;
        }
        double seconds = (inputs.captureNanos - lastCaptureNanos) * 1e-9;
        lastFrameId = inputs.frameId;
        lastCaptureNanos = inputs.captureNanos;
        if (aiming) {
            panDirectionDegrees += rate.degreesPerSecond() * seconds;
        } else {
            aiming = true;
            panDirectionDegrees = inputs.pose.headingDegrees - inForce.panDegrees;
            tiltDegrees = inForce.tiltDegrees;
        }
        history.lookUp(inputs.captureNanos);
        double bearing = history.panDegrees() + field.rightDegrees(inputs.target.rightError());
        double direction = history.headingDegrees() - bearing;
        rate.add(direction, seconds);
        double turn = Angles.wrapDegrees(panDirectionDegrees - direction);
        double lift =
                history.tiltDegrees() + field.upDegrees(inputs.target.upError()) - tiltDegrees;
        double weight = inputs.pictureWeight;
        panDirectionDegrees =
                Angles.wrapDegrees(panDirectionDegrees - weight * right.correct(turn, seconds));
        tiltDegrees = ServoLimits.tilt(tiltDegrees + weight * up.correct(lift, seconds));
        double ahead = direction + rate.degreesPerSecond() * leadSeconds;
        steeringDegrees =
                steering.correct(Angles.wrapDegrees(inputs.pose.headingDegrees - ahead), seconds);
    }

    /** Forgets the target: the next sight of one begins without a rate. */
    void forget() {
        right.reset();
        up.reset();
        steering.reset();
        rate.reset();
        lastFrameId = 0;
        aiming = false;
    }

    /** Forgets the target and where the car looked: it is elsewhere, somebody says. */
    void forgetPose() {
        forget();
        history.clear();
    }

    /** Returns where to pan to for a car with this heading, degrees. */
    double panDegrees(double headingDegrees) {
        double ahead = panDirectionDegrees + rate.degreesPerSecond() * leadSeconds;
        return ServoLimits.pan(Angles.wrapDegrees(headingDegrees - ahead));
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
