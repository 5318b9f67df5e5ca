package org.catfollow.tracker;

import java.util.List;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.runtime.journal.StageJournal;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.Tracks;

/**
 * What the tracker was given in each round and what it answered, for the journal: enough to run it again
 * with the same result. The tracker's thread; allocates nothing for a frame.
 */
final class TrackJournal {
    private final StageJournal journal;
    private final List<String> words;

    /**
     * Makes one.
     *
     * @param words the flags that the tracker runs with
     */
    TrackJournal(StageJournal journal, List<String> words) {
        this.journal = journal;
        this.words = List.copyOf(words);
    }

    /** Makes one that keeps nothing. */
    static TrackJournal none() {
        return new TrackJournal(StageJournal.none(), List.of());
    }

    /**
     * The tracker has begun on a region.
     *
     * @param newestId the highest identity that a predecessor gave
     * @param byHand whether it takes its target from {@code --init-box}
     */
    void begin(long epoch, long newestId, boolean byHand, long nowNanos) {
        journal.enter(epoch);
        if (journal.begin(RecordKind.START, 0, nowNanos)) {
            journal.putWords(words);
            journal.putLong(newestId);
            journal.putInt(byHand ? 1 : 0);
            journal.commit();
        }
    }

    /**
     * A frame was answered.
     *
     * @param generation under which control finds the answer in the region
     */
    void answered(long generation, Track track, Tracks all) {
        if (journal.begin(RecordKind.TRACK, track.frameId, track.publishNanos)) {
            journal.putLong(generation);
            journal.putCell(TrackCell.CODEC, track);
            journal.putTracks(all);
            journal.commit();
        }
    }

    /**
     * A round is done.
     *
     * @param detections what was new from the detector, null for nothing
     * @param generation under which they lay in the region
     */
    void round(
            long newestFrameId,
            Detections detections,
            long generation,
            NotedHistory answers,
            long nowNanos) {
        if (journal.begin(RecordKind.TRACKER_ROUND, newestFrameId, nowNanos)) {
            journal.putLong(detections == null ? 0 : generation);
            journal.putLong(detections == null ? 0 : detections.frameId);
            journal.putInt(answers.count());
            journal.putInt(answers.refusals());
            journal.putLong(answers.bits(0));
            journal.putLong(answers.bits(1));
            journal.commit();
        }
    }
}
