package org.catfollow.detector.truth;

import java.util.List;
import java.util.Locale;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.TruthKind;

/**
 * Makes a detector's answer of the truth: misses some, moves and stretches the others a little. The same
 * for the same seed and frame. One thread; allocates nothing.
 */
final class TruthNoise {
    /** Of a cat of which less is seen, no detector could say that it is one. */
    private static final float LEAST_VISIBLE = 0.2f;

    /** Nor of one so small. */
    private static final float LEAST_PIXELS = 8;

    private static final double UNIT = 0x1p-53;

    private final TruthSettings settings;
    private final float minScore;
    private final TruthKind[] kinds = TruthKind.values();
    private final boolean[] wanted = new boolean[kinds.length];
    private final byte[][] labels = new byte[kinds.length][];
    private long state;

    /**
     * Makes one.
     *
     * @param classes kinds to report, or {@code all}
     */
    TruthNoise(TruthSettings settings, List<String> classes, float minScore) {
        this.settings = settings;
        this.minScore = minScore;
        for (TruthKind kind : kinds) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            wanted[kind.ordinal()] = classes.contains(name) || classes.contains("all");
            labels[kind.ordinal()] = Detections.labelBytes(name);
        }
    }

    /** Fills in the boxes; the stamps of {@code out} are the caller's. */
    void look(GroundTruth truth, Detections out) {
        out.clear();
        for (int i = 0; i < truth.count(); i++) {
            GroundTruth.Thing thing = truth.thing(i);
            // The draws of one thing do not depend on what else there is.
            state = settings.seed() * 0x9E3779B97F4A7C15L + truth.frameId * 1_000 + thing.id;
            boolean missed = uniform() < settings.misses();
            float score = 0.5f + 0.49f * Math.min(1, thing.visibleFraction);
            boolean seen =
                    thing.visibleFraction >= LEAST_VISIBLE
                            && thing.width >= LEAST_PIXELS
                            && thing.height >= LEAST_PIXELS;
            if (wanted[thing.kind.ordinal()] && seen && !missed && score >= minScore) {
                add(thing, score, truth, out);
            }
        }
    }

    private void add(GroundTruth.Thing thing, float score, GroundTruth truth, Detections out) {
        float width = thing.width * (float) Math.exp(settings.noise() * gaussian());
        float height = thing.height * (float) Math.exp(settings.noise() * gaussian());
        float centreX =
                thing.x + thing.width / 2 + thing.width * (float) (settings.noise() * gaussian());
        float centreY =
                thing.y + thing.height / 2 + thing.height * (float) (settings.noise() * gaussian());
        float left = Math.clamp(centreX - width / 2, 0, truth.frameWidth);
        float top = Math.clamp(centreY - height / 2, 0, truth.frameHeight);
        float right = Math.clamp(centreX + width / 2, 0, truth.frameWidth);
        float bottom = Math.clamp(centreY + height / 2, 0, truth.frameHeight);
        if (right > left && bottom > top) {
            int kind = thing.kind.ordinal();
            boolean ignored =
                    out.add(labels[kind], kind, score, left, top, right - left, bottom - top);
        }
    }

    /** Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014. */
    private double uniform() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * UNIT;
    }

    /** Box and Muller, 1958. */
    private double gaussian() {
        double radius = Math.sqrt(-2 * Math.log(1 - uniform()));
        return radius * Math.cos(2 * Math.PI * uniform());
    }
}
