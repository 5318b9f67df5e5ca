package org.catfollow.detector;

import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.Detections;

/**
 * Whether two results for the same pictures say the same. Pure.
 *
 * <p>Kernels round differently by one step of a quantised number, so "same" is a matter of limits: the
 * scores of our models have steps of 1/256.
 *
 * @param boxes how many boxes of the first result were looked for in the second, and the reverse
 * @param missing how many of them have no partner
 * @param leastOverlap lowest intersection over union of partners
 * @param largestScoreDifference between partners
 */
record BoxAgreement(int boxes, int missing, float leastOverlap, float largestScoreDifference) {
    /** A partner covers at least this much; below, it is another box. */
    private static final float PARTNER_IOU = 0.9f;

    /** A partner's score differs by this at most. */
    private static final float PARTNER_SCORE = 0.03f;

    /** Nothing compared yet. */
    static final BoxAgreement NONE = new BoxAgreement(0, 0, 1f, 0f);

    boolean agrees() {
        return missing == 0;
    }

    /**
     * Compares two results, in both directions.
     *
     * @param surelyAbove boxes below this score need no partner: the other result may have left them out
     */
    static BoxAgreement of(Detections one, Detections other, float surelyAbove) {
        return oneWay(one, other, surelyAbove).plus(oneWay(other, one, surelyAbove));
    }

    /** Returns this and another comparison in one. */
    BoxAgreement plus(BoxAgreement other) {
        return new BoxAgreement(
                boxes + other.boxes,
                missing + other.missing,
                Math.min(leastOverlap, other.leastOverlap),
                Math.max(largestScoreDifference, other.largestScoreDifference));
    }

    private static BoxAgreement oneWay(Detections from, Detections to, float surelyAbove) {
        int boxes = 0;
        int missing = 0;
        float leastOverlap = 1f;
        float largestScoreDifference = 0f;
        for (int i = 0; i < from.count(); i++) {
            if (from.score(i) < surelyAbove) {
                continue;
            }
            boxes++;
            int partner = partner(from, i, to);
            if (partner < 0) {
                missing++;
                continue;
            }
            leastOverlap = Math.min(leastOverlap, iou(from, i, to, partner));
            largestScoreDifference =
                    Math.max(largestScoreDifference, Math.abs(from.score(i) - to.score(partner)));
        }
        return new BoxAgreement(boxes, missing, leastOverlap, largestScoreDifference);
    }

    private static int partner(Detections from, int i, Detections to) {
        int best = -1;
        float bestIou = PARTNER_IOU;
        for (int j = 0; j < to.count(); j++) {
            float iou = iou(from, i, to, j);
            if (to.classIndex(j) == from.classIndex(i)
                    && Math.abs(to.score(j) - from.score(i)) <= PARTNER_SCORE
                    && iou >= bestIou) {
                best = j;
                bestIou = iou;
            }
        }
        return best;
    }

    private static float iou(Detections a, int i, Detections b, int j) {
        return Boxes.iou(
                a.x(i), a.y(i), a.width(i), a.height(i), b.x(j), b.y(j), b.width(j), b.height(j));
    }
}
