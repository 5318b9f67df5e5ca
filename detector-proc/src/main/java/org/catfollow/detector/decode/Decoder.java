package org.catfollow.detector.decode;

import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.preprocess.Placement;
import org.catfollow.shm.slots.Detections;

/**
 * What a model put out to boxes in pixels: the wanted classes, at or above their scores, within the
 * limits, each thing once, the best {@link Detections#CAPACITY} of them, best first. One thread;
 * allocates nothing after construction.
 */
public final class Decoder {
    private final DetectionHead head;
    private final ClassFilter filter;
    private final CandidateBoxes candidates;
    private final Suppression suppression;

    /**
     * Makes a decoder.
     *
     * @param placement where the frame lies in the model's picture
     * @param maxOverlap highest intersection over union of two things, 0 to 1
     */
    public Decoder(
            DetectionHead head,
            Placement placement,
            ClassFilter filter,
            BoxLimits limits,
            float maxOverlap) {
        this.head = head;
        this.filter = filter;
        this.candidates = new CandidateBoxes(placement, filter, limits);
        this.suppression = new Suppression(filter, head.repeatsItself(), maxOverlap);
    }

    /** Fills {@code out} with the boxes of the model's last run; its stamps are the caller's. */
    public void decode(Detections out) {
        candidates.clear();
        head.offerTo(candidates);
        out.clear();
        int count = suppression.choose(candidates);
        for (int i = 0; i < count; i++) {
            int rank = suppression.chosen(i);
            int classIndex = candidates.classIndex(rank);
            out.add(
                    filter.labelOrNull(classIndex),
                    filter.target(classIndex),
                    candidates.score(rank),
                    candidates.x(rank),
                    candidates.y(rank),
                    candidates.width(rank),
                    candidates.height(rank));
        }
    }
}
