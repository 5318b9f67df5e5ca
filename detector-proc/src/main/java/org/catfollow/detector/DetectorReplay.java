package org.catfollow.detector;

import java.util.List;
import org.catfollow.detector.looks.SecondLook;
import org.catfollow.detector.truth.TruthSettings;
import org.catfollow.runtime.RecordedFlags;
import org.catfollow.runtime.journal.RecordContents;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.opencv.core.Mat;

/**
 * The detector of one recorded run, run again: the same model, the same second look, on the frames that
 * the recorded one took. Its schedule and its gates have chosen those, and are not asked again. One
 * thread.
 */
public final class DetectorReplay implements AutoCloseable {
    private final ObjectDetector detector;
    private final CloserLook closer;
    private final Recorded moment = new Recorded();

    /** What was recorded of a moment. */
    private static final class Recorded implements LookMoment {
        private Track target;
        private FrameDescription frame;
        private int answers;

        @Override
        public Track target() {
            return target;
        }

        @Override
        public FrameDescription frame() {
            return frame;
        }

        /** Where it was not asked, the recorded one had no reason to look again: it would have been. */
        @Override
        public boolean isInTime(SecondLook decision, long lookNanos) {
            return (answers & CloserLook.TOO_LATE) == 0;
        }

        @Override
        public boolean stillValid() {
            return (answers & CloserLook.TORN) == 0;
        }

        @Override
        public long nanos() {
            return 0;
        }
    }

    /**
     * Makes a detector as the recorded one was when it began.
     *
     * @param start its record of that
     * @param changed flags to run with instead of the recorded ones
     * @throws org.catfollow.runtime.StageFailure (usage, model) when that is not possible
     */
    public DetectorReplay(StageRecord start, List<String> changed) {
        DetectorOptions options = new DetectorOptions();
        RecordedFlags.fill(options, start.rewind().takeWords(), changed);
        DetectorConfig config = options.toConfig();
        NativeLibraries.loadOpenCv();
        this.detector = open(config);
        this.closer = new CloserLook(config, moment);
    }

    /** Null where there is no model whose work could be done again. */
    private static ObjectDetector open(DetectorConfig config) {
        if (config.model() == null || config.model().toString().startsWith(TruthSettings.PREFIX)) {
            return null;
        }
        return config.model().toString().equals(TestTargetDetector.NAME)
                ? new TestTargetDetector(config.minScore())
                : TfliteDetector.open(config);
    }

    /**
     * Returns those of a user's words that are no flag of it, nor a flag's value.
     *
     * @throws org.catfollow.runtime.StageFailure (usage) for a value that makes no sense
     */
    public static List<String> leftOf(List<String> words) {
        return RecordedFlags.leftOf(new DetectorOptions(), words);
    }

    /** Returns whether the detector has such a flag. */
    public static boolean knows(String flag) {
        return RecordedFlags.knows(new DetectorOptions(), flag);
    }

    /** Returns whether it looks; else its answers are the recorded ones, as they came from the truth. */
    public boolean looks() {
        return detector != null;
    }

    /** Returns the generation of recorded detections, 0 when they were not published. */
    public static long generationOf(StageRecord record) {
        return record.rewind().takeLong();
    }

    /**
     * Looks at a frame.
     *
     * @param record of the look
     * @param frame what the ring said of it
     * @param recalled what the tracker says of its target, null for nothing
     * @param out gets the boxes; its stamps are the recorded ones
     */
    public void look(
            StageRecord record, FrameDescription frame, Mat bgr, Track recalled, Detections out) {
        RecordContents.detections(record, out);
        record.rewind();
        record.takeLong();
        moment.answers = record.takeInt();
        moment.frame = frame;
        moment.target = recalled;
        detector.preprocess(bgr);
        detector.invoke();
        detector.decode(out);
        closer.look(detector, bgr, out, 0);
    }

    /**
     * Leaves a look out whose frame is not to be had: what comes after depends on what was recalled alone.
     *
     * @param recalled what the tracker says of its target, null for nothing
     */
    public void skip(Track recalled) {
        moment.target = recalled;
        closer.hear();
    }

    @Override
    public void close() {
        if (detector != null) {
            detector.close();
        }
    }
}
