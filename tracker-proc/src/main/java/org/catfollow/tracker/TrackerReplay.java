package org.catfollow.tracker;

import java.util.List;
import org.catfollow.runtime.RecordedFlags;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.catfollow.tracker.filter.VisualTracker;
import org.catfollow.tracker.filter.VisualTrackers;
import org.catfollow.tracker.lifecycle.FrameHistory;
import org.catfollow.tracker.lifecycle.TargetTracker;
import org.catfollow.tracker.lifecycle.TrackSink;

/**
 * The tracker of one recorded run, run again: the same {@link TargetTracker}, told in each round what the
 * recorded one was told. One thread.
 */
public final class TrackerReplay implements AutoCloseable {
    private final TargetTracker tracker;
    private final RecordedHistory history;

    /**
     * Makes a tracker as the recorded one was when it began.
     *
     * @param start its record of that
     * @param changed flags to run with instead of the recorded ones
     * @param frames the recorded frames
     * @throws org.catfollow.runtime.StageFailure (usage) for a flag that makes no sense
     */
    public TrackerReplay(StageRecord start, List<String> changed, FrameHistory frames) {
        NativeLibraries.loadOpenCv();
        TrackerOptions options = new TrackerOptions();
        start.rewind();
        RecordedFlags.fill(options, start.takeWords(), changed);
        long newestId = start.takeLong();
        boolean byHand = start.takeInt() != 0;
        TrackerConfig config = options.toConfig();
        if (!byHand) {
            config = config.withoutInitBox();
        }
        VisualTracker filter = VisualTrackers.make(config.kind(), config.models());
        this.tracker = new TargetTracker(config, filter, newestId);
        this.history = new RecordedHistory(frames);
    }

    /**
     * Returns those of a user's words that are no flag of it, nor a flag's value.
     *
     * @throws org.catfollow.runtime.StageFailure (usage) for a value that makes no sense
     */
    public static List<String> leftOf(List<String> words) {
        return RecordedFlags.leftOf(new TrackerOptions(), words);
    }

    /** Returns whether the tracker has such a flag. */
    public static boolean knows(String flag) {
        return RecordedFlags.knows(new TrackerOptions(), flag);
    }

    /**
     * Returns the generation of the detections that a recorded round was given, 0 for none.
     *
     * @param round its record
     */
    public static long detectionsOf(StageRecord round) {
        return round.rewind().takeLong();
    }

    /**
     * Goes round once.
     *
     * @param round the record of it
     * @param detections those that {@link #detectionsOf} names
     * @param sink gets what it answers
     */
    public void round(StageRecord round, Detections detections, TrackSink sink) {
        round.rewind();
        long generation = round.takeLong();
        round.takeLong();
        history.begin(round);
        tracker.doWork(round.frameId(), generation == 0 ? null : detections, history, sink);
    }

    @Override
    public void close() {
        tracker.close();
    }
}
