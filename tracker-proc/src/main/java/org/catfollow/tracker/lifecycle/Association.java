package org.catfollow.tracker.lifecycle;

import java.util.Arrays;
import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.Detections;
import org.catfollow.tracker.filter.TrackedBox;

/**
 * Which detection of one result is which track: pairs are taken in the order of how well they fit, each
 * track and each detection once. A pair fits by the overlap of its boxes in the detection's own frame,
 * weighed with how alike it looks, so that of two animals that cross each keeps its own. One thread;
 * allocates nothing after it was made.
 */
final class Association {
    static final int NONE = -1;

    /** What of the overlap counts for a pair that looks nothing alike. */
    private static final float UNLIKE_SHARE = 0.3f;

    private final TrackedBox[] places = new TrackedBox[TrackTable.CAPACITY];
    private final boolean[] present = new boolean[TrackTable.CAPACITY];
    private final float[] fit = new float[TrackTable.CAPACITY * Detections.CAPACITY];
    private final int[] detectionOf = new int[TrackTable.CAPACITY];
    private final int[] trackOf = new int[Detections.CAPACITY];

    Association() {
        for (int i = 0; i < places.length; i++) {
            places[i] = new TrackedBox();
        }
    }

    /** Forgets the last result. */
    void clear() {
        Arrays.fill(present, false);
        Arrays.fill(fit, 0);
        Arrays.fill(detectionOf, NONE);
        Arrays.fill(trackOf, NONE);
    }

    /** Returns the holder for where track {@code track} was in the result's frame; it takes part now. */
    TrackedBox place(int track) {
        present[track] = true;
        return places[track];
    }

    /** Returns whether a track and a detection overlap by so much. */
    boolean overlaps(Detections detections, int detection, int track, float minIou) {
        float iou = present[track] ? iou(detections, detection, places[track]) : 0;
        return iou > 0 && iou >= minIou;
    }

    /** Tells how alike a track and a detection that overlap look, 0 to 1; other pairs do not fit. */
    void weigh(Detections detections, int detection, int track, float likeness) {
        fit[track * Detections.CAPACITY + detection] =
                iou(detections, detection, places[track])
                        * (UNLIKE_SHARE + (1 - UNLIKE_SHARE) * likeness);
    }

    /** Makes the pairs, the best first. */
    void assign() {
        while (true) {
            int best = NONE;
            for (int i = 0; i < fit.length; i++) {
                if (fit[i] > 0 && (best == NONE || fit[i] > fit[best]) && free(i)) {
                    best = i;
                }
            }
            if (best == NONE) {
                return;
            }
            detectionOf[best / Detections.CAPACITY] = best % Detections.CAPACITY;
            trackOf[best % Detections.CAPACITY] = best / Detections.CAPACITY;
        }
    }

    private boolean free(int pair) {
        return detectionOf[pair / Detections.CAPACITY] == NONE
                && trackOf[pair % Detections.CAPACITY] == NONE;
    }

    /** Returns the detection of a track, or {@link #NONE}. */
    int detectionOf(int track) {
        return detectionOf[track];
    }

    /** Returns the track of a detection, or {@link #NONE}. */
    int trackOf(int detection) {
        return trackOf[detection];
    }

    /** Says that a detection has begun, or is again, a track. */
    void pair(int track, int detection) {
        detectionOf[track] = detection;
        trackOf[detection] = track;
    }

    /** Returns whether a detection overlaps any track that takes part by so much. */
    boolean overlapsAny(Detections detections, int detection, float minIou) {
        for (int track = 0; track < places.length; track++) {
            if (overlaps(detections, detection, track, minIou)) {
                return true;
            }
        }
        return false;
    }

    static float iou(Detections d, int i, TrackedBox box) {
        return Boxes.iou(
                d.x(i), d.y(i), d.width(i), d.height(i), box.x, box.y, box.width, box.height);
    }

    static boolean sound(Detections d, int i) {
        return BoxExtent.sound(d.x(i), d.y(i), d.width(i), d.height(i));
    }
}
