package org.catfollow.control;

import org.catfollow.control.command.CatLocation;
import org.catfollow.control.command.OfferAnswer;
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
import org.catfollow.control.states.StateMachine;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Track;

/**
 * One period of control at a time: inputs in, a motion command out. Pure: no clock, no files, no car.
 *
 * <p>In each period, in this order: {@link #offer} what the command ring has, read the stop count (after
 * the ring, so that a resume never meets a count older than the one it carries), {@link #step}, tell the
 * car, publish.
 *
 * <p>A STOP, a failed car, a stale picture or a failure in here makes the speed exactly 0 in that very
 * period. {@link #step} throws nothing. After a warm-up it allocates nothing. Belongs to the control
 * thread.
 */
final class Controller {
    private final StateMachine machine;
    private final MotionLaw law;
    private final Odometry odometry;
    private final PictureAge pictureAge;
    private final StopMemory latch;

    private final PeriodInputs inputs = new PeriodInputs();
    private final MotionCommand command = new MotionCommand();
    private final Place givenPlace = new Place();
    private Validity givenValidity;
    private Resume givenResume;

    private boolean started;
    private long expiredCount;
    private long failureCount;
    private RuntimeException lastFailure;

    /**
     * Starts in IDLE with the wheels still.
     *
     * @param resumedThrough what a control before this one had published, see {@link StopMemory}; 0 for
     *     none
     */
    public Controller(ControlConfig config, long resumedThrough) {
        machine = new StateMachine(config.states(), config.hold());
        law = new MotionLaw(config.motion());
        odometry = new Odometry(config.wheelBaseMetres());
        pictureAge = new PictureAge(config.age());
        latch = new StopMemory(resumedThrough);
    }

    /** Takes a command; the newest of a kind counts. It takes effect in the next {@link #step}. */
    public OfferAnswer offer(UserCommand given, long nowNanos) {
        if (given.validity().expired(nowNanos)) {
            expiredCount++;
            return OfferAnswer.EXPIRED;
        }
        if (given instanceof Resume resume) {
            givenResume = resume;
            return OfferAnswer.ACCEPTED;
        }
        if (machine.state() == ControlState.STOPPED) {
            return OfferAnswer.REFUSED_STOPPED;
        }
        if (given instanceof CatLocation location) {
            givenPlace.set(location.xMetres(), location.yMetres());
            givenValidity = location.validity();
        }
        return OfferAnswer.ACCEPTED;
    }

    /**
     * Decides one period.
     *
     * @param nowNanos when it begins, CLOCK_MONOTONIC nanoseconds
     * @param track the newest one, read only during the call
     * @param stopCount how many STOPs the region has counted
     * @param carFailed whether the car did not do as told since the period before
     * @return what the car is to do, the same holder at every call: not to be changed
     */
    public MotionCommand step(long nowNanos, Track track, long stopCount, boolean carFailed) {
        inputs.resumed = false;
        try {
            sense(nowNanos, track, stopCount, carFailed);
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

    private void sense(long nowNanos, Track track, long stopCount, boolean carFailed) {
        double elapsed = started ? (nowNanos - inputs.nowNanos) * 1e-9 : 0;
        started = true;
        inputs.nowNanos = nowNanos;
        inputs.elapsedSeconds = Math.clamp(elapsed, 0, Odometry.LONGEST_GAP_SECONDS);
        inputs.carFailed = carFailed;
        inputs.controlFailed = false;
        odometry.advance(command, inputs.elapsedSeconds);
        inputs.pose.set(odometry.pose());

        latch.observe(stopCount);
        inputs.resumed = takeResume(nowNanos);
        inputs.stopLatched = latch.stopped();
        inputs.goalGiven = goalGiven(nowNanos);

        inputs.frameId = track.frameId;
        inputs.captureNanos = track.captureNanos;
        inputs.pictureAgeNanos = pictureAge.ageNanos(track.frameId, track.captureNanos, nowNanos);
        inputs.pictureWeight = pictureAge.weight(inputs.pictureAgeNanos);
        inputs.pictureStale = pictureAge.stale(inputs.pictureAgeNanos);
        inputs.trackId = track.trackId;
        inputs.trackState = track.state;
        if (inputs.pictureStale) {
            inputs.target.forget();
        } else {
            inputs.target.look(track);
        }
    }

    private void decide() {
        if (machine.step(inputs)) {
            if (machine.state() == ControlState.GOTO) {
                inputs.goal.set(givenPlace);
                givenValidity = null;
            } else if (machine.state() == ControlState.STOPPED) {
                givenValidity = null;
            }
        }
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

    private boolean goalGiven(long nowNanos) {
        if (givenValidity != null && givenValidity.expired(nowNanos)) {
            givenValidity = null;
            expiredCount++;
        }
        return givenValidity != null;
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

    /** Declares where the car is: after a restart, or when somebody put it back. */
    public void resetPose(Pose known) {
        odometry.reset(known);
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

    /** Returns how old the newest picture was in the last period, nanoseconds. */
    public long pictureAgeNanos() {
        return inputs.pictureAgeNanos;
    }

    /** Returns the STOP through which somebody resumed, to be published for a later restart. */
    public long resumedThrough() {
        return latch.resumedThrough();
    }

    /** Returns whether the last {@link #step} obeyed a resume. */
    public boolean resumed() {
        return inputs.resumed;
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
