package org.catfollow.capture;

import java.util.List;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.runtime.journal.StageJournal;
import org.catfollow.shm.ring.FrameDescription;

/** What capture has put out, for the journal. Capture's thread; allocates nothing for a frame. */
final class FrameJournal {
    private final StageJournal journal;
    private final List<String> words;

    /**
     * Makes one.
     *
     * @param words the flags that capture runs with
     */
    FrameJournal(StageJournal journal, List<String> words) {
        this.journal = journal;
        this.words = List.copyOf(words);
    }

    /** Makes one that keeps nothing. */
    static FrameJournal none() {
        return new FrameJournal(StageJournal.none(), List.of());
    }

    /** Capture has begun on a region. */
    void begin(long epoch, long nowNanos) {
        journal.enter(epoch);
        if (journal.begin(RecordKind.START, 0, nowNanos)) {
            journal.putWords(words);
            journal.commit();
        }
    }

    /** A frame was committed. */
    void committed(long frameId, FrameDescription frame, long nowNanos) {
        if (journal.begin(RecordKind.FRAME, frameId, nowNanos)) {
            journal.putLong(frame.captureNanos);
            journal.putLong(frame.sourceIndex);
            journal.putInt(frame.widthPixels);
            journal.putInt(frame.heightPixels);
            journal.commit();
        }
    }
}
