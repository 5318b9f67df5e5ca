package org.catfollow.tracker.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From which boxes a sequence is begun. The first three are those of the Object Tracking Benchmark,
 * with fewer starts; the last is that of the VOT challenge (Kristan et al. 2013 and later).
 */
enum RunKind {
    /** One pass from the first box. */
    OPE("one pass from the first box (OPE)"),
    /** Four passes from disturbed first boxes. */
    SRE(
            "first box moved right by 10 % of its width, up by 10 % of its height, 0.9 and 1.1 times"
                    + " its size (SRE)"),
    /** Two passes from later boxes. */
    TRE("begun after a third and after two thirds (TRE)"),
    /** One pass, in which a target that was lost is given again. */
    SUPERVISED("target given again, 5 frames after each frame without overlap (as in VOT)");

    /** Where the target is given. */
    record Start(int index, Box box) {}

    private static final float SHIFT = 0.1f;
    private static final float[] SCALES = {0.9f, 1.1f};
    private static final int PARTS = 3;

    private final String description;

    RunKind(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /** Returns where a sequence is begun; empty where no box is known. */
    List<Start> starts(Sequence sequence) {
        int first = sequence.firstKnown(0);
        if (first < 0) {
            return List.of();
        }
        Box box = sequence.reference().get(first);
        List<Start> starts = new ArrayList<>();
        switch (this) {
            case OPE, SUPERVISED -> starts.add(new Start(first, box));
            case SRE -> {
                starts.add(new Start(first, box.shifted(SHIFT, 0)));
                starts.add(new Start(first, box.shifted(0, -SHIFT)));
                for (float scale : SCALES) {
                    starts.add(new Start(first, box.scaled(scale)));
                }
            }
            case TRE -> {
                for (int part = 1; part < PARTS; part++) {
                    int index = sequence.firstKnown(part * sequence.length() / PARTS);
                    if (index >= 0) {
                        starts.add(new Start(index, sequence.reference().get(index)));
                    }
                }
            }
        }
        return starts;
    }

    /** Returns the name that users know it by. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
