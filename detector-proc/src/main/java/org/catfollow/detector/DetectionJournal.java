package org.catfollow.detector;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.runtime.journal.StageJournal;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.TrackCell;

/**
 * What the detector found and what it was told for it, for the journal: enough to run it again with the
 * same result. The detector's thread; allocates nothing for a frame.
 */
final class DetectionJournal {
    private final StageJournal journal;
    private final List<String> words;

    /**
     * Makes one.
     *
     * @param words the flags that the detector runs with
     */
    DetectionJournal(StageJournal journal, List<String> words) {
        this.journal = journal;
        this.words = List.copyOf(words);
    }

    /** Makes one that keeps nothing. */
    static DetectionJournal none() {
        return new DetectionJournal(StageJournal.none(), List.of());
    }

    /**
     * The detector has begun on a region, or with another model.
     *
     * @param model the flags that say which model it has now
     */
    void begin(long epoch, List<String> model, long nowNanos) {
        journal.enter(epoch);
        if (journal.begin(RecordKind.START, 0, nowNanos)) {
            List<String> all = new ArrayList<>(words);
            all.addAll(model);
            journal.putWords(all);
            journal.commit();
        }
    }

    /**
     * A frame was looked at.
     *
     * @param generation under which the boxes lie in the region; 0 when they came too late for that
     * @param closer what decided over a second look
     */
    void found(long generation, Detections detections, CloserLook closer) {
        if (journal.begin(RecordKind.DETECTIONS, detections.frameId, detections.publishNanos)) {
            journal.putLong(generation);
            journal.putInt(closer.answers());
            journal.putInt(closer.recalled() == null ? 0 : 1);
            if (closer.recalled() != null) {
                journal.putCell(TrackCell.CODEC, closer.recalled());
            }
            journal.putDetections(detections);
            journal.commit();
        }
    }

    /** The twin has answered from the truth. */
    void told(long generation, Detections detections) {
        if (journal.begin(RecordKind.DETECTIONS, detections.frameId, detections.publishNanos)) {
            journal.putLong(generation);
            journal.putInt(0);
            journal.putInt(0);
            journal.putDetections(detections);
            journal.commit();
        }
    }
}
