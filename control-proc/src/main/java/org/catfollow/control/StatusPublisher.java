package org.catfollow.control;

import org.catfollow.control.motion.MotionCommand;
import org.catfollow.runtime.StageContext;
import org.catfollow.runtime.journal.TransitionJournal;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;

/**
 * What control decided, to the region and, when the state changes, to the log and the journal. One thread; allocates
 * only when the state changes.
 */
final class StatusPublisher {
    private final StageContext context;
    private final TransitionJournal journal;
    private final TwoCellWriter<ControlStatus> statusWriter;
    private final TwoCellWriter<Pose> poseWriter;
    private final TwoCellWriter<Sensors> sensorsWriter;
    private final ControlStatus status = new ControlStatus();
    private long transitionsLogged;

    StatusPublisher(StageContext context, TransitionJournal journal) {
        this.context = context;
        this.journal = journal;
        journal.enter(context.row().epoch());
        this.statusWriter =
                context.claim().stateWriter(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        this.poseWriter = context.claim().stateWriter(StateSlot.POSE, PoseCell.CODEC);
        this.sensorsWriter = context.claim().stateWriter(StateSlot.SENSORS, SensorsCell.CODEC);
    }

    /** Returns what was published last; the same holder at every call. */
    ControlStatus status() {
        return status;
    }

    void publish(Controller controller, MotionCommand command, Track track, long nowNanos) {
        sensorsWriter.write(controller.sensors());
        describe(command, track, status);
        write(controller, nowNanos);
        journal.notice(status, controller.pose());
        if (status.transitions != transitionsLogged) {
            transitionsLogged = status.transitions;
            context.log()
                    .info(
                            "state {} -> {} ({}: {}) at frame {}",
                            status.previousState,
                            status.state,
                            status.reason,
                            status.reason.meaning(),
                            status.frameId);
        }
    }

    /** The wheels stand when control ends: nobody is to read a speed that is no more. */
    void publishEnd(Controller controller, long nowNanos) {
        status.speedMetresPerSecond = 0;
        write(controller, nowNanos);
    }

    /** Fills in what the car is told; a replay too. */
    static void describe(MotionCommand command, Track track, ControlStatus status) {
        status.captureNanos = command.captureNanos;
        status.frameId = track.frameId;
        status.speedMetresPerSecond = (float) command.speedMetresPerSecond;
        status.steeringDegrees = (float) command.steeringDegrees;
        status.panDegrees = (float) command.panDegrees;
        status.tiltDegrees = (float) command.tiltDegrees;
    }

    /** Fills in what the robot does and why; a replay too. */
    static void describe(Controller controller, long nowNanos, ControlStatus status) {
        status.nanos = nowNanos;
        status.limit = controller.limit();
        status.state = controller.state();
        status.previousState = controller.previousState();
        status.reason = controller.reason();
        status.stateSinceNanos = controller.enteredNanos();
        status.transitions = controller.transitionCount();
    }

    private void write(Controller controller, long nowNanos) {
        describe(controller, nowNanos, status);
        statusWriter.write(status);
        Pose pose = controller.pose();
        pose.nanos = nowNanos;
        poseWriter.write(pose);
    }
}
