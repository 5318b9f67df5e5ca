package org.catfollow.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleLock;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.StateSlot;

/** Waits for the end of a drive to a place. Made before the drive is asked for; one thread. */
final class Arrival {
    private static final long LOOK_NANOS = 20_000_000;

    /** A period or two after the command was taken. */
    private static final long BEGIN_NANOS = 500_000_000;

    private final Region region;
    private final TwoCellReader<ControlStatus> reader;
    private final ControlStatus status = new ControlStatus();
    private final long transitionsBefore;

    Arrival(Region region) {
        this.region = region;
        this.reader = region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        look();
        this.transitionsBefore = status.transitions;
    }

    private boolean look() {
        return reader.read(status) == TwoCellReader.Answer.VALUE;
    }

    /**
     * Waits until it has ended.
     *
     * @throws StageFailure when it ended elsewhere, or never began within the time to live
     */
    void await(Duration timeToLive, PrintWriter out) {
        long latestBegin = System.nanoTime() + timeToLive.toNanos() + BEGIN_NANOS;
        boolean begun = false;
        while (true) {
            requireControl();
            if (look()) {
                boolean driving = status.state == ControlState.GOTO;
                begun |= driving || status.transitions != transitionsBefore;
                if (begun && !driving) {
                    break;
                }
            }
            if (!begun && System.nanoTime() - latestBegin > 0) {
                throw new StageFailure(
                        ExitCode.FAILED,
                        "the drive did not begin: control is in "
                                + status.state
                                + "; see `cat-follow stat`");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        boolean there =
                status.reason == ControlReason.ARRIVED
                        || status.reason == ControlReason.HOME_REACHED;
        String end = status.state + " (" + status.reason.meaning() + ")";
        if (!there) {
            throw new StageFailure(ExitCode.FAILED, "the drive ended before it was there: " + end);
        }
        out.println("there: " + end);
    }

    private void requireControl() {
        if (region.isLost() || !RoleLock.isHeld(region.files(), Role.CONTROL)) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "control has ended meanwhile; see " + region.files().launcher("status"));
        }
    }
}
