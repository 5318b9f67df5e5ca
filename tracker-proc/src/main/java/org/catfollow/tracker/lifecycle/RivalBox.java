package org.catfollow.tracker.lifecycle;

import org.catfollow.shm.slots.Detections;
import org.catfollow.tracker.filter.TrackedBox;

/** Counts detections in a row that disagree with the track but agree with each other. */
final class RivalBox {
    private final TrackedBox last = new TrackedBox();
    private int count;

    void clear() {
        count = 0;
    }

    /** Takes one more such detection; returns how many there are now at its place. */
    int add(Detections detections, int i, float minIou) {
        boolean samePlace = count > 0 && Association.iou(detections, i, last) >= minIou;
        count = samePlace ? count + 1 : 1;
        last.setBox(detections.x(i), detections.y(i), detections.width(i), detections.height(i));
        return count;
    }

    /** Returns the box of a result that lies where the rival was, or {@link Association#NONE}. */
    int again(Detections detections, float minIou) {
        return count == 0 ? Association.NONE : Association.agreeing(detections, last, minIou);
    }
}
