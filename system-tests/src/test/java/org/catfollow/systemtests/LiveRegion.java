package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleLock;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;

/** A running instance's region in this JVM: asking it costs no process. One thread. */
final class LiveRegion implements AutoCloseable {
    private final Region region;
    private final FrameReader frames;

    LiveRegion(Region region) {
        this.region = region;
        this.frames = region.frameReader();
    }

    Region region() {
        return region;
    }

    FrameReader frames() {
        return frames;
    }

    StageRowReader row(String stage) {
        return region.stageRow(Role.valueOf(stage.toUpperCase(Locale.ROOT)));
    }

    boolean isAlive(String stage) {
        return RoleLock.isHeld(region.files(), Role.valueOf(stage.toUpperCase(Locale.ROOT)));
    }

    long count(String stage, Counter counter) {
        return row(stage).counter(counter);
    }

    /** Returns the pids in the stages' rows, by stage. */
    Map<String, Long> pids() {
        Map<String, Long> pids = new TreeMap<>();
        for (String stage : Distribution.STAGES) {
            pids.put(stage, row(stage).pid());
        }
        return pids;
    }

    /** Returns the newest whole track; an empty one where there is none. */
    Track track() {
        Track track = new Track();
        TwoCellReader.Answer answer =
                region.stateReader(StateSlot.TRACK, TrackCell.CODEC).read(track);
        return answer == TwoCellReader.Answer.VALUE ? track : new Track();
    }

    /** Returns control's newest whole status; an empty one where there is none. */
    ControlStatus control() {
        ControlStatus status = new ControlStatus();
        TwoCellReader.Answer answer =
                region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC).read(status);
        return answer == TwoCellReader.Answer.VALUE ? status : new ControlStatus();
    }

    /** Returns the guard's newest whole status; an empty one where there is none. */
    GuardStatus guard() {
        GuardStatus status = new GuardStatus();
        TwoCellReader.Answer answer =
                region.stateReader(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC).read(status);
        return answer == TwoCellReader.Answer.VALUE ? status : new GuardStatus();
    }

    /** Waits until every stage that works on frames has done {@code more} of them from now on. */
    void awaitFrames(long more, String... stages) {
        for (String stage : stages) {
            long epoch = row(stage).epoch();
            long before = count(stage, Counter.FRAMES);
            Await.until(
                    () ->
                            stage
                                    + " to go on from frame "
                                    + before
                                    + ", now "
                                    + count(stage, Counter.FRAMES)
                                    + " "
                                    + row(stage).lastError(),
                    Await.PATIENCE,
                    () ->
                            row(stage).epoch() == epoch
                                    && count(stage, Counter.FRAMES) >= before + more);
        }
    }

    /** Fails where any stage, or this reader, has used something that was not one whole. */
    void assertNothingTornWasUsed() {
        for (String stage : Distribution.STAGES) {
            assertThat(count(stage, Counter.MISMATCHED)).as("mismatched of " + stage).isZero();
        }
        assertThat(frames.mismatched()).as("mismatched here").isZero();
    }

    @Override
    public void close() {
        frames.close();
        region.close();
    }
}
