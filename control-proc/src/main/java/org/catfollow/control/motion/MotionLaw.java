package org.catfollow.control.motion;

import org.catfollow.control.sensing.HandMotion;
import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.AimSettings;
import org.catfollow.control.settings.SpeedSettings;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.SpeedLimit;

/**
 * Turns a state and what is seen into motion.
 *
 * <p>Guarantees, in every state: the speed is never over what {@link SpeedLimits} allow, at once, without a
 * ramp; never negative but by hand; exactly 0, without a ramp, when the state is IDLE, STOPPED or FAULT,
 * when the picture is stale (a hand needs none) and when the target is too near. Steering, pan and tilt
 * stay within {@link ServoLimits} and their rates. Allocates nothing, belongs to the control thread.
 */
public final class MotionLaw {
    private final SpeedSettings speed;
    private final AimSettings aim;
    private final double coastSeconds;
    private final TargetAim targetAim;
    private final FieldOfView field;
    private final TargetDistance targetDistance;
    private final FollowSpeed followSpeed;
    private final SpeedLimits limits;
    private final SmoothSpeed smoothSpeed;
    private final GoalDrive goalDrive;
    private final SearchPattern search = new SearchPattern();

    private double seenSpeed;
    private double searchSide = 1;
    private double searchSeconds;
    private double targetMetres;
    private SpeedLimit limit = SpeedLimit.NONE;

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
        field = new FieldOfView(aim.horizontalFieldDegrees(), aim.verticalFieldDegrees());
        targetDistance = new TargetDistance(settings.distance(), aim);
        followSpeed = new FollowSpeed(speed, targetDistance.ofSize(settings.hold().holdSize()));
        limits = new SpeedLimits(settings);
        smoothSpeed = new SmoothSpeed(speed);
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
        double bearing = command.panDegrees + field.rightDegrees(inputs.target.rightError());
        targetMetres = targetDistance.metres(inputs, bearing);
        limits.remember(inputs, targetMetres);
        wantedSpeed = 0;
        wantedSteering = command.steeringDegrees;
        wantedPan = command.panDegrees;
        wantedTilt = command.tiltDegrees;
        if (state != ControlState.SEARCH && state != ControlState.ACQUIRE) {
            // What looked like a target for a moment does not begin the search anew.
            searchSeconds = 0;
        }
        switch (state) {
            case ACQUIRE -> aimCamera(inputs, command);
            case APPROACH -> follow(inputs, command, true);
            case TRACK -> follow(inputs, command, false);
            case COAST -> coast(secondsInState);
            case GOTO -> driveToGoal(inputs);
            case SEARCH -> lookAround(inputs, command);
            case MANUAL -> obeyHand(inputs);
            case IDLE, LOST, STOPPED, FAULT -> targetAim.forget();
        }
        limits.judge(state, inputs, targetMetres);
        limit = limits.holding(wantedSpeed);
        seenSpeed = Math.min(seenSpeed, limits.forward());
        move(state, inputs, command);
    }

    /** The car is elsewhere, somebody says: what was seen before is in another world. */
    public void forgetPose() {
        targetAim.forgetPose();
        limits.forget();
    }

    /** Returns what kept the car from going faster in the last {@link #step}. */
    public SpeedLimit limit() {
        return limit;
    }

    private void aimCamera(PeriodInputs inputs, MotionCommand command) {
        if (inputs.target.seen()) {
            targetAim.look(inputs, command);
            wantedPan = targetAim.panDegrees(inputs.pose.headingDegrees);
            wantedTilt = targetAim.tiltDegrees();
            seenSpeed = 0;
        }
    }

    private void follow(PeriodInputs inputs, MotionCommand command, boolean approaching) {
        aimCamera(inputs, command);
        if (inputs.target.seen()) {
            wantedSpeed = followSpeed.towards(inputs.target, targetMetres, approaching);
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

    private void lookAround(PeriodInputs inputs, MotionCommand command) {
        targetAim.forget();
        if (searchSeconds == 0) {
            // Where the target was last is the best place to begin.
            searchSide = command.panDegrees < 0 ? -1 : 1;
        }
        if (inputs.pictureStale) {
            return;
        }
        search.at(searchSeconds, searchSide);
        searchSeconds += inputs.elapsedSeconds;
        wantedPan = search.panDegrees();
        wantedTilt = 0;
        if (search.turning() && !limits.mayStillBeNear(inputs)) {
            wantedSteering = searchSide * ServoLimits.STEERING_DEGREES;
            wantedSpeed = speed.searchMetresPerSecond();
        }
    }

    private void obeyHand(PeriodInputs inputs) {
        targetAim.forget();
        HandMotion hand = inputs.manual;
        wantedSpeed = hand.speedMetresPerSecond;
        wantedSteering = hand.steeringDegrees;
        wantedPan = ServoLimits.pan(hand.panDegrees);
        wantedTilt = ServoLimits.tilt(hand.tiltDegrees);
    }

    private void move(ControlState state, PeriodInputs inputs, MotionCommand command) {
        double seconds = inputs.elapsedSeconds;
        boolean byHand = state == ControlState.MANUAL;
        double weight = byHand ? 1 : inputs.pictureWeight;
        double lowest = 0 - limits.backward();
        double wanted = Math.clamp(weight * wantedSpeed, lowest, limits.forward());
        double smooth = smoothSpeed.towards(command.speedMetresPerSecond, wanted, seconds);
        command.speedMetresPerSecond = Math.clamp(smooth, lowest, limits.forward());
        double steering = ServoLimits.steering(wantedSteering);
        command.steeringDegrees =
                Ramp.towards(
                        command.steeringDegrees, steering, aim.steeringDegreesPerSecond(), seconds);
        double cameraRate = aim.cameraDegreesPerSecond();
        command.panDegrees = Ramp.towards(command.panDegrees, wantedPan, cameraRate, seconds);
        command.tiltDegrees = Ramp.towards(command.tiltDegrees, wantedTilt, cameraRate, seconds);
        command.captureNanos = inputs.captureNanos;
        if (state == ControlState.IDLE
                || state == ControlState.STOPPED
                || state == ControlState.FAULT
                || (inputs.pictureStale && !byHand)) {
            command.halt();
        }
    }

    /** Returns whether the limits of the last {@link #step} let the car go ahead at all. */
    public boolean mayGoAhead() {
        return limits.forward() > 0;
    }
}
