package org.catfollow.cli.drive;

import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TruthKind;

/** Tells which real thing the box of a track is on. Pure. */
final class TrackMatch {
    /**
     * A box whose centre is beside what is seen of a thing is still on it from this overlap on: of a
     * cat behind a table's leg the truth knows the seen part alone, the track may hold the whole.
     */
    static final float LEAST_IOU = 0.25f;

    private TrackMatch() {}

    /**
     * Returns the thing that the track's box is on, of the same frame; null for none. It is on a thing
     * when its centre lies in what is seen of it (there the robot looks), or when the two overlap by
     * {@link #LEAST_IOU}. Of several, a cat before any decoy, then the one with the greatest overlap.
     */
    static GroundTruth.Thing of(Track track, GroundTruth truth) {
        float left = Math.max(0, track.x);
        float top = Math.max(0, track.y);
        float width = Math.min(truth.frameWidth, track.x + track.width) - left;
        float height = Math.min(truth.frameHeight, track.y + track.height) - top;
        if (!(width > 0 && height > 0)) {
            return null;
        }
        GroundTruth.Thing best = null;
        float bestIou = 0;
        for (int i = 0; i < truth.count(); i++) {
            GroundTruth.Thing thing = truth.thing(i);
            float iou =
                    Boxes.iou(
                            left, top, width, height, thing.x, thing.y, thing.width, thing.height);
            boolean fits =
                    iou >= LEAST_IOU
                            || (iou > 0 && holds(thing, left + width / 2, top + height / 2));
            if (fits && (best == null || better(thing, iou, best, bestIou))) {
                best = thing;
                bestIou = iou;
            }
        }
        return best;
    }

    private static boolean holds(GroundTruth.Thing thing, float x, float y) {
        return x >= thing.x
                && x <= thing.x + thing.width
                && y >= thing.y
                && y <= thing.y + thing.height;
    }

    private static boolean better(
            GroundTruth.Thing thing, float iou, GroundTruth.Thing best, float bestIou) {
        boolean cat = thing.kind == TruthKind.CAT;
        boolean bestIsCat = best.kind == TruthKind.CAT;
        return cat == bestIsCat ? iou > bestIou : cat;
    }
}
