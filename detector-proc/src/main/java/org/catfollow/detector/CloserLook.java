package org.catfollow.detector;

import org.catfollow.detector.looks.BoxMerge;
import org.catfollow.detector.looks.LastSeen;
import org.catfollow.detector.looks.SecondLook;
import org.catfollow.detector.preprocess.Crop;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.opencv.core.Mat;

/**
 * Takes the second look at a frame, when {@link SecondLook} is for it. One thread; allocates nothing.
 */
final class CloserLook {
    /** In {@link #answers}: whether it was in time; nothing when that was not asked. */
    static final int IN_TIME = 1;

    static final int TOO_LATE = 2;

    /** In {@link #answers}: whether the frame was whole; nothing when that was not asked. */
    static final int WHOLE = 4;

    static final int TORN = 8;

    private final SecondLook decision;
    private final LookMoment moment;
    private final LastSeen seen = new LastSeen();
    private final Crop crop = new Crop();
    private final Detections nearer = new Detections();
    private final BoxMerge merge = new BoxMerge();
    private Track recalled;
    private int answers;
    private long looks;
    private long found;

    CloserLook(DetectorConfig config, LookMoment moment) {
        this.decision = new SecondLook(config.looks(), config.schedule().maxAgeMillis());
        this.moment = moment;
    }

    /**
     * Looks again at the frame of the moment, if that is worth it.
     *
     * @param bgr the frame's pixels
     * @param boxes what the first look found; what the second finds is added
     * @param lookNanos what the first look took
     * @return how long the model took; 0 where there was no second look, or where the frame was written
     *     again before it was read
     */
    long look(ObjectDetector detector, Mat bgr, Detections boxes, long lookNanos) {
        hear();
        if (decision.aim(moment.frame(), boxes, seen, detector.inputSide(), crop)
                && isInTime(lookNanos)) {
            detector.preprocess(bgr, crop);
            if (isWhole()) {
                return infer(detector, boxes);
            }
        }
        return 0;
    }

    /** Takes what the tracker says of its target, be there a look or not. */
    void hear() {
        answers = 0;
        recalled = moment.target();
        if (recalled != null) {
            seen.track(recalled);
        }
    }

    private boolean isInTime(long lookNanos) {
        boolean inTime = moment.isInTime(decision, lookNanos);
        answers |= inTime ? IN_TIME : TOO_LATE;
        return inTime;
    }

    private boolean isWhole() {
        boolean whole = moment.stillValid();
        answers |= whole ? WHOLE : TORN;
        return whole;
    }

    private long infer(ObjectDetector detector, Detections boxes) {
        long start = moment.nanos();
        detector.invoke();
        detector.decode(nearer);
        looks++;
        found += merge.add(boxes, nearer, crop, decision.region()) > 0 ? 1 : 0;
        return moment.nanos() - start;
    }

    /** Returns what the tracker had said of its target at the last frame; null for nothing. */
    Track recalled() {
        return recalled;
    }

    /** Returns what the moment answered at the last frame. */
    int answers() {
        return answers;
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
