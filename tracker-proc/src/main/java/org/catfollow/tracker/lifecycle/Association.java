package org.catfollow.tracker.lifecycle;

import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.Detections;
import org.catfollow.tracker.filter.TrackedBox;

/** Chooses among the boxes of one result. */
final class Association {
    static final int NONE = -1;

    private Association() {}

    /** Returns the box that overlaps the track most, from {@code minIou} on, or {@link #NONE}. */
    static int agreeing(Detections detections, TrackedBox track, float minIou) {
        int best = NONE;
        float bestIou = 0;
        for (int i = 0; i < detections.count(); i++) {
            if (!sound(detections, i)) {
                continue;
            }
            float iou = iou(detections, i, track);
            if (iou >= minIou && iou > bestIou) {
                best = i;
                bestIou = iou;
            }
        }
        return best;
    }

    /** Returns the box of the highest score, from {@code minScore} on, or {@link #NONE}. */
    static int strongest(Detections detections, float minScore) {
        int best = NONE;
        for (int i = 0; i < detections.count(); i++) {
            if (!sound(detections, i) || !(detections.score(i) >= minScore)) {
                continue;
            }
            if (best == NONE || detections.score(i) > detections.score(best)) {
                best = i;
            }
        }
        return best;
    }

    static float iou(Detections d, int i, TrackedBox box) {
        return Boxes.iou(
                d.x(i), d.y(i), d.width(i), d.height(i), box.x, box.y, box.width, box.height);
    }

    private static boolean sound(Detections d, int i) {
        return BoxExtent.sound(d.x(i), d.y(i), d.width(i), d.height(i));
    }
}
