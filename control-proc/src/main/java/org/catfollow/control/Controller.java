package org.catfollow.control;

import org.catfollow.control.command.Calibrate;
import org.catfollow.control.command.CatLocation;
import org.catfollow.control.command.GoHome;
import org.catfollow.control.command.Manual;
import org.catfollow.control.command.OfferAnswer;
import org.catfollow.control.command.PoseReset;
import org.catfollow.control.command.Resume;
import org.catfollow.control.command.StopMemory;
import org.catfollow.control.command.UserCommand;
import org.catfollow.control.command.Validity;
import org.catfollow.control.motion.MotionCommand;
import org.catfollow.control.motion.MotionLaw;
import org.catfollow.control.motion.Odometry;
import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.sensing.PictureAge;
import org.catfollow.control.sensing.Place;
import org.catfollow.control.sensing.UnchangedPicture;
import org.catfollow.control.states.StateMachine;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.Track;

/**
 * One period of control at a time: inputs in, a motion command out. Pure: no clock, no files, no car.
 *
 * <p>In each period, in this order: {@link #offer} what the command ring has, read the stop count (after
 * the ring, so that a resume never meets a count older than the one it carries), {@link #step}, tell the
 * car, publish.
 *
 * <p>A STOP, a fault, a guard that is gone, a stale picture or a failure in here makes the speed exactly 0
 * in that very period. {@link #step} throws nothing. After a warm-up it allocates nothing. Belongs to the control
 * thread.
 */
final class Controller {
    private final StateMachine machine;
    private final MotionLaw law;
    private final Odometry odometry;
    private final PictureAge pictureAge;
    private final UnchangedPicture unchanged = new UnchangedPicture();
    private final StopMemory latch;
    private final Surroundings surroundings;
    private final HandDesk hand;
    private final double maxSpeed;

    private final PeriodInputs inputs = new PeriodInputs();
    private final MotionCommand command = new MotionCommand();
    private final Place givenPlace = new Place();
    private Validity givenValidity;
    private Validity homeValidity;
    private PoseReset givenPose;
    private Resume givenResume;
    private boolean resumed;

    private boolean started;
    private long expiredCount;
    private long failureCount;
    private long haltCount;
    private RuntimeException lastFailure;

    /**
     * Starts in IDLE with the wheels still.
     *
     * @param resumedThrough what a control before this one had published, see {@link StopMemory}; 0 for
     *     none
     */
    public Controller(ControlConfig config, long resumedThrough) {
        machine = new StateMachine(config.states(), config.pursuit(), config.hold());
        law = new MotionLaw(config.motion());
        odometry = new Odometry(config.wheelBaseMetres());
        pictureAge = new PictureAge(config.age());
        latch = new StopMemory(resumedThrough);
        surroundings = new Surroundings(config.obstacle());
        hand = new HandDesk(config.states().handFor().toNanos());
        maxSpeed = config.speed().maxMetresPerSecond();
    }

    /**
     * Takes over from a control before this one, before the first {@link #step}: a fault that nobody
     * resumed still holds, also under a hand that drives out of it; a robot that was sent home is at home,
     * or goes on to it; an animal that rests goes on resting.
     */
    void takeOver(ControlStatus last, long nowNanos) {
        boolean atHome =
                last.state == ControlState.STOPPED
                        && (last.reason == ControlReason.HOME_REACHED
                                || last.reason == ControlReason.WAY_BLOCKED
                                || last.reason == ControlReason.GOTO_TOO_LONG);
        if (last.state == ControlState.FAULT || atHome) {
            machine.startIn(last.state, last.reason);
        } else if (last.state == ControlState.MANUAL && last.previousState == ControlState.FAULT) {
            // Which of the two it was is not told; the floor is looked at again in any case.
            machine.startIn(ControlState.FAULT, ControlReason.CLIFF);
        } else if (last.state == ControlState.GOTO && last.reason == ControlReason.HOME_ASKED) {
            homeValidity = new Validity(nowNanos, Validity.LONGEST_NANOS);
        } else if (last.state == ControlState.IDLE
                && last.reason == ControlReason.PURSUED_LONG_ENOUGH) {
            machine.restFrom(last.stateSinceNanos);
        }
    }

    /**
     * Returns whether a part that turns wheels may be tried: a drive as long as nothing bounds the way
     * ahead to nothing; a single wheel of a car that is lifted, and so sees no floor, as long as guard and
     * battery allow it.
     */
    boolean mayTry(CalibrationPart part) {
        boolean powered =
                inputs.guardThere
                        && !inputs.guardHolds
                        && inputs.sensors.battery != BatteryState.EMPTY;
        return powered && (part != CalibrationPart.DRIVE || law.mayGoAhead());
    }

    /** Returns whether only a person may make the robot drive again. */
    boolean isHeld() {
        boolean handOutOfFault =
                machine.state() == ControlState.MANUAL
                        && machine.previousState() == ControlState.FAULT;
        return machine.state() == ControlState.STOPPED
                || machine.state() == ControlState.FAULT
                || handOutOfFault;
    }

    /** Takes a command; the newest of a kind counts. It takes effect in the next {@link #step}. */
    public OfferAnswer offer(UserCommand given, long nowNanos) {
        if (given.validity().expired(nowNanos)) {
            expiredCount++;
            return OfferAnswer.EXPIRED;
        }
        return switch (given) {
            case Resume resume -> {
                givenResume = resume;
                yield OfferAnswer.ACCEPTED;
            }
            case PoseReset pose -> {
                givenPose = pose;
                yield OfferAnswer.ACCEPTED;
            }
            case CatLocation location -> sendTo(location);
            case GoHome home -> sendHome(home);
            case Manual manual -> takeHand(manual, nowNanos);
            case Calibrate calibrate -> takeCalibration(calibrate, nowNanos);
        };
    }

    private OfferAnswer sendTo(CatLocation location) {
        if (refusesToDrive()) {
            return refusal();
        }
        givenPlace.set(location.xMetres(), location.yMetres());
        givenValidity = location.validity();
        homeValidity = null;
        return OfferAnswer.ACCEPTED;
    }

    private OfferAnswer sendHome(GoHome home) {
        if (refusesToDrive()) {
            return refusal();
        }
        homeValidity = home.validity();
        givenValidity = null;
        return OfferAnswer.ACCEPTED;
    }

    private OfferAnswer takeHand(Manual manual, long nowNanos) {
        boolean awayFromEdge = machine.state() == ControlState.FAULT && machine.onlyFloorAtFault();
        if (refusesToDrive() && !awayFromEdge) {
            return refusal();
        }
        if (!inputs.guardThere || Math.abs(manual.speedMetresPerSecond()) > maxSpeed) {
            return OfferAnswer.REFUSED;
        }
        hand.take(manual, nowNanos);
        return OfferAnswer.ACCEPTED;
    }

    private OfferAnswer takeCalibration(Calibrate calibrate, long nowNanos) {
        if (refusesToDrive()) {
            return refusal();
        }
        if (!inputs.guardThere || machine.onlyFloorAtFault()) {
            return OfferAnswer.REFUSED;
        }
        hand.take(calibrate, nowNanos);
        return OfferAnswer.ACCEPTED;
    }

    private boolean refusesToDrive() {
        return machine.state() == ControlState.STOPPED || machine.state() == ControlState.FAULT;
    }

    private OfferAnswer refusal() {
        return machine.state() == ControlState.STOPPED
                ? OfferAnswer.REFUSED_STOPPED
                : OfferAnswer.REFUSED;
    }

    /**
     * Decides one period.
     *
     * @param nowNanos when it begins, CLOCK_MONOTONIC nanoseconds
     * @param track the newest one, read only during the call
     * @param stopCount how many STOPs the region has counted
     * @param report what is known of the car, read only during the call
     * @return what the car is to do, the same holder at every call: not to be changed
     */
    public MotionCommand step(long nowNanos, Track track, long stopCount, CarReport report) {
        inputs.resumed = false;
        resumed = false;
        try {
            sense(nowNanos, stopCount, report);
            look(nowNanos, track, report.pictureSame);
            decide();
            double secondsInState = (nowNanos - machine.enteredNanos()) * 1e-9;
            law.step(machine.state(), secondsInState, inputs, command);
            if (!command.finite()) {
                throw new IllegalStateException(
                        "motion command is not finite in state " + machine.state());
            }
        } catch (RuntimeException e) {
            fail(e);
        }
        return command;
    }

    private void sense(long nowNanos, long stopCount, CarReport report) {
        double elapsed = started ? (nowNanos - inputs.nowNanos) * 1e-9 : 0;
        started = true;
        inputs.nowNanos = nowNanos;
        inputs.elapsedSeconds = Math.clamp(elapsed, 0, Odometry.LONGEST_GAP_SECONDS);
        inputs.carFailed = report.failed;
        inputs.guardThere = report.guardThere;
        inputs.guardHolds = report.guardHolds;
        inputs.controlFailed = false;
        surroundings.look(report.hasSensors, report.readings, nowNanos, inputs.sensors);
        odometry.advance(command, inputs.elapsedSeconds);
        takePose(nowNanos);
        inputs.pose.set(odometry.pose());

        latch.observe(stopCount);
        inputs.resumed = takeResume(nowNanos);
        inputs.stopLatched = latch.stopped();
        givenValidity = stillValid(givenValidity, nowNanos);
        inputs.goalGiven = givenValidity != null;
        homeValidity = stillValid(homeValidity, nowNanos);
        inputs.homeAsked = homeValidity != null;
        hand.tell(inputs, nowNanos);
    }

    private void look(long nowNanos, Track track, boolean same) {
        inputs.frameId = track.frameId;
        inputs.captureNanos = track.captureNanos;
        long age = pictureAge.ageNanos(track.frameId, track.captureNanos, nowNanos);
        boolean turning = command.speedMetresPerSecond != 0;
        long driven = unchanged.drivenNanos(track.frameId, track.captureNanos, same, turning);
        inputs.pictureAgeNanos = age == PictureAge.NEVER ? age : age + driven;
        inputs.pictureWeight = pictureAge.weight(inputs.pictureAgeNanos);
        inputs.pictureStale = pictureAge.stale(inputs.pictureAgeNanos);
        inputs.trackId = track.trackId;
        inputs.trackState = track.state;
        if (inputs.pictureStale) {
            unchanged.believeNoMore(pictureAge.tooOldNanos());
            inputs.target.forget();
        } else {
            inputs.target.look(track);
        }
    }

    private void decide() {
        ControlState before = machine.state();
        if (machine.step(inputs)) {
            switch (machine.state()) {
                case GOTO -> setOut();
                case STOPPED, FAULT -> forgetWishes();
                default -> {
                    // Nothing more to do.
                }
            }
        }
        inputs.resting = machine.resting();
        // Who resumes in a fault whose cause is still there has resumed nothing.
        resumed =
                inputs.resumed
                        && !(before == ControlState.FAULT && machine.state() == ControlState.FAULT);
    }

    private void setOut() {
        if (machine.reason() == ControlReason.HOME_ASKED) {
            inputs.goal.set(0, 0);
        } else {
            inputs.goal.set(givenPlace);
        }
        givenValidity = null;
        homeValidity = null;
    }

    private void forgetWishes() {
        givenValidity = null;
        homeValidity = null;
        hand.letGo();
    }

    private void takePose(long nowNanos) {
        PoseReset pose = givenPose;
        givenPose = null;
        if (pose != null) {
            Pose known = new Pose();
            known.set(pose.xMetres(), pose.yMetres(), pose.headingDegrees());
            odometry.reset(known, nowNanos);
            law.forgetPose();
        }
    }

    private Validity stillValid(Validity validity, long nowNanos) {
        if (validity != null && validity.expired(nowNanos)) {
            expiredCount++;
            return null;
        }
        return validity;
    }

    private boolean takeResume(long nowNanos) {
        Resume resume = givenResume;
        givenResume = null;
        if (resume == null) {
            return false;
        }
        if (resume.validity().expired(nowNanos)) {
            expiredCount++;
            return false;
        }
        return latch.resume(resume.stopCount());
    }

    private void fail(RuntimeException failure) {
        inputs.controlFailed = true;
        inputs.resumed = false;
        givenResume = null;
        failureCount++;
        lastFailure = failure;
        command.halt();
        if (!command.finite()) {
            command.steeringDegrees = 0;
            command.panDegrees = 0;
            command.tiltDegrees = 0;
        }
        // The rows for it stand first and ask only flags, so this cannot fail in its turn.
        decide();
    }

    /**
     * The wheels were told to stand whatever the last {@link #step} said: from there the speed goes on.
     * The servos are where they were.
     */
    void halt() {
        haltCount++;
        command.halt();
    }

    /** Returns how often {@link #halt} was called: what a replay has to do again. */
    long haltCount() {
        return haltCount;
    }

    /** Goes on from where a control before this one believed the car to be. */
    void goOnFrom(Pose last) {
        odometry.goOnFrom(last);
    }

    /** Returns what the sensors said in the last {@link #step}; the same holder at every call. */
    Sensors sensors() {
        return inputs.sensors;
    }

    /** Returns what kept the robot from going faster in the last {@link #step}. */
    SpeedLimit limit() {
        return law.limit();
    }

    /** Returns whether a calibration is tried: the wheels are not to be told anything else. */
    boolean calibrating() {
        return machine.state() == ControlState.MANUAL
                && machine.reason() == ControlReason.CALIBRATION_GIVEN;
    }

    /** Returns what a person tries on the car, and whether that went well. */
    HandDesk hand() {
        return hand;
    }

    /** Returns what the robot does. */
    public ControlState state() {
        return machine.state();
    }

    /** Returns the state before the last transition. */
    public ControlState previousState() {
        return machine.previousState();
    }

    /** Returns why the state was entered. */
    public ControlReason reason() {
        return machine.reason();
    }

    /** Returns when the state was entered, CLOCK_MONOTONIC nanoseconds. */
    public long enteredNanos() {
        return machine.enteredNanos();
    }

    /** Returns how many transitions were taken since the start. */
    public long transitionCount() {
        return machine.transitionCount();
    }

    /** Returns where odometry believes the car to be; the same holder at every call. */
    public Pose pose() {
        return odometry.pose();
    }

    /**
     * Returns how old the newest picture was in the last period, nanoseconds; the same picture again is as
     * old as the way driven under it.
     */
    public long pictureAgeNanos() {
        return inputs.pictureAgeNanos;
    }

    /** Returns the STOP through which somebody resumed, to be published for a later restart. */
    public long resumedThrough() {
        return latch.resumedThrough();
    }

    /** Returns whether the last {@link #step} obeyed a resume: a STOP or a fault ended. */
    public boolean resumed() {
        return resumed;
    }

    /** Returns how many commands came too late or waited too long. */
    public long expiredCount() {
        return expiredCount;
    }

    /** Returns how many periods ended in a failure of control itself. */
    public long failureCount() {
        return failureCount;
    }

    /** Returns the last such failure, for the log; null for none. */
    public RuntimeException lastFailure() {
        return lastFailure;
    }
}
