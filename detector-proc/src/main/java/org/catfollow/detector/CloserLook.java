package org.catfollow.detector;

import java.util.function.LongSupplier;
import org.catfollow.detector.looks.BoxMerge;
import org.catfollow.detector.looks.LastSeen;
import org.catfollow.detector.looks.SecondLook;
import org.catfollow.detector.preprocess.Crop;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.Mat;

/**
 * Takes the second look at a frame, when {@link SecondLook} is for it. One thread; allocates nothing.
 */
final class CloserLook {
    private final SecondLook decision;
    private final FrameReader frames;
    private final TargetWatch target;
    private final LongSupplier clock;
    private final LastSeen seen = new LastSeen();
    private final Crop crop = new Crop();
    private final Detections nearer = new Detections();
    private final BoxMerge merge = new BoxMerge();
    private long looks;
    private long found;

    CloserLook(DetectorConfig config, FrameReader frames, TargetWatch target, LongSupplier clock) {
        this.decision = new SecondLook(config.looks(), config.schedule().maxAgeMillis());
        this.frames = frames;
        this.target = target;
        this.clock = clock;
    }

    /**
     * Looks again at the frame that is open in the ring, if that is worth it.
     *
     * @param bgr the frame's pixels
     * @param boxes what the first look found; what the second finds is added
     * @param lookNanos what the first look took
     * @return how long the model took; 0 where there was no second look, or where the frame was written
     *     again before it was read
     */
    long look(ObjectDetector detector, Mat bgr, Detections boxes, long lookNanos) {
        target.recall(seen);
        if (decision.aim(frames.description(), boxes, seen, detector.inputSide(), crop)
                && decision.isInTime(
                        frames.description(),
                        clock.getAsLong(),
                        lookNanos,
                        frames.newestFrame(),
                        frames.oldestFrame())) {
            detector.preprocess(bgr, crop);
            if (frames.stillValid()) {
                return infer(detector, boxes);
            }
        }
        return 0;
    }

    private long infer(ObjectDetector detector, Detections boxes) {
        long start = clock.getAsLong();
        detector.invoke();
        detector.decode(nearer);
        looks++;
        found += merge.add(boxes, nearer, crop, decision.region()) > 0 ? 1 : 0;
        return clock.getAsLong() - start;
    }

    /** Returns how often a frame was looked at again. */
    long looks() {
        return looks;
    }

    /** Returns how often something was found by that. */
    long found() {
        return found;
    }
}
