package org.catfollow.control.motion;

import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.AimSettings;
import org.catfollow.control.settings.SpeedSettings;
import org.catfollow.shm.slots.ControlState;

/**
 * Turns a state and what is seen into motion.
 *
 * <p>Guarantees, in every state: the speed is never negative and never over the highest; it is exactly 0,
 * without a ramp, when the state is STOPPED, when the picture is stale and when the target is too near;
 * a picture that is not fresh bounds it to its weight times the highest. Steering, pan and tilt stay
 * within {@link ServoLimits} and their rates. Allocates nothing, belongs to the control thread.
 */
public final class MotionLaw {
    private final SpeedSettings speed;
    private final AimSettings aim;
    private final double coastSeconds;
    private final TargetAim targetAim;
    private final FollowSpeed followSpeed;
    private final GoalDrive goalDrive;
    private final SearchPattern search = new SearchPattern();

    private double seenSpeed;
    private double searchSide = 1;

    private double wantedSpeed;
    private double wantedSteering;
    private double wantedPan;
    private double wantedTilt;

    /** Starts with no memory of a target. */
    public MotionLaw(MotionSettings settings) {
        speed = settings.speed();
        aim = settings.aim();
        coastSeconds = settings.coastFor().toNanos() * 1e-9;
        targetAim = new TargetAim(aim);
        followSpeed = new FollowSpeed(speed, settings.hold());
        goalDrive = new GoalDrive(settings.wheelBaseMetres());
    }

    /**
     * Looks at one period.
     *
     * @param state what to do
     * @param secondsInState since when
     * @param inputs what is known
     * @param command holds what is in force, and takes what is to be
     */
    public void step(
            ControlState state, double secondsInState, PeriodInputs inputs, MotionCommand command) {
        targetAim.remember(inputs, command);
        wantedSpeed = 0;
        wantedSteering = command.steeringDegrees;
        wantedPan = command.panDegrees;
        wantedTilt = command.tiltDegrees;
        switch (state) {
            case ACQUIRE -> aimCamera(inputs);
            case APPROACH -> follow(inputs, true);
            case TRACK -> follow(inputs, false);
            case COAST -> coast(secondsInState);
            case GOTO -> driveToGoal(inputs);
            case SEARCH -> lookAround(inputs, command, secondsInState);
            case IDLE, LOST, STOPPED, FAULT, MANUAL -> targetAim.forget();
        }
        limit(state, inputs, command);
    }

    private void aimCamera(PeriodInputs inputs) {
        if (inputs.target.seen()) {
            targetAim.look(inputs);
            wantedPan = targetAim.panDegrees(inputs.pose.headingDegrees);
            wantedTilt = targetAim.tiltDegrees();
            seenSpeed = 0;
        }
    }

    private void follow(PeriodInputs inputs, boolean approaching) {
        aimCamera(inputs);
        if (inputs.target.seen()) {
            wantedSpeed = followSpeed.towards(inputs.target, approaching);
            seenSpeed = wantedSpeed;
            if (wantedSpeed > 0) {
                // A car at rest does not grind its wheels on the carpet.
                wantedSteering = targetAim.steeringDegrees();
            }
        }
    }

    private void coast(double secondsInState) {
        targetAim.forget();
        if (secondsInState < coastSeconds) {
            wantedSpeed = seenSpeed * (1 - secondsInState / coastSeconds);
        }
    }

    private void driveToGoal(PeriodInputs inputs) {
        targetAim.forget();
        goalDrive.aim(inputs.pose, inputs.goal);
        wantedSpeed =
                Math.max(
                        speed.creepMetresPerSecond(),
                        speed.gotoMetresPerSecond() * goalDrive.slowdown());
        wantedSteering = goalDrive.steeringDegrees();
        wantedPan = ServoLimits.pan(goalDrive.bearingDegrees());
        wantedTilt = 0;
    }

    private void lookAround(PeriodInputs inputs, MotionCommand command, double secondsInState) {
        targetAim.forget();
        if (secondsInState == 0) {
            // Where the target was last is the best place to begin.
            searchSide = command.panDegrees < 0 ? -1 : 1;
        }
        if (inputs.pictureStale) {
            return;
        }
        search.at(secondsInState, searchSide);
        wantedPan = search.panDegrees();
        wantedTilt = 0;
        if (search.turning()) {
            wantedSteering = searchSide * ServoLimits.STEERING_DEGREES;
            wantedSpeed = speed.searchMetresPerSecond();
        }
    }

    private void limit(ControlState state, PeriodInputs inputs, MotionCommand command) {
        double seconds = inputs.elapsedSeconds;
        double now = command.speedMetresPerSecond;
        double weight = inputs.pictureWeight;
        double wanted = weight * wantedSpeed;
        double rate =
                wanted > now
                        ? speed.accelerationMetresPerSecondSquared()
                        : speed.decelerationMetresPerSecondSquared();
        double ramped = Ramp.towards(now, wanted, rate, seconds);
        command.speedMetresPerSecond = Math.clamp(ramped, 0, weight * speed.maxMetresPerSecond());
        double steering = ServoLimits.steering(wantedSteering);
        command.steeringDegrees =
                Ramp.towards(
                        command.steeringDegrees, steering, aim.steeringDegreesPerSecond(), seconds);
        double cameraRate = aim.cameraDegreesPerSecond();
        command.panDegrees = Ramp.towards(command.panDegrees, wantedPan, cameraRate, seconds);
        command.tiltDegrees = Ramp.towards(command.tiltDegrees, wantedTilt, cameraRate, seconds);
        command.captureNanos = inputs.captureNanos;
        if (state == ControlState.STOPPED
                || state == ControlState.FAULT
                || inputs.pictureStale
                || followSpeed.tooNear(inputs.target)) {
            command.halt();
        }
    }
}
