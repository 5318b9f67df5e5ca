package org.catfollow.tracker.lifecycle;

import org.catfollow.shm.slots.Detections;
import org.catfollow.tracker.LifecycleConfig;
import org.catfollow.tracker.TrackerConfig;
import org.catfollow.tracker.filter.TrackedBox;

/**
 * What becomes of the target after a look of the detector: corrected where it was seen, moved, replaced,
 * or chosen where there is none. {@link #after} decides and changes nothing, since the filter must first
 * be taught; {@link #done} changes the tracks. One thread; allocates nothing.
 */
final class Succession {
    /** A look-alike may be the target itself, one that looks different is another for sure. */
    private static final int UNLIKE_FACTOR = 3;

    /** What is to be done. */
    enum Step {
        /** The filter goes on as it is. */
        NOTHING,
        /** The target was seen: the filter is corrected. */
        CORRECT,
        /** The target is where another track was: the filter begins anew there, the identity stays. */
        MOVE,
        /** Another track becomes the target; this one goes on beside it, or stays lost. */
        CHOOSE,
        /** Another track becomes the target; this one is given up. */
        REPLACE
    }

    private final LifecycleConfig config;
    private final TrackTable table;
    private final Sightings sightings;
    private final TargetChoice choice;
    private TrackEntry entry;
    private int detection;

    Succession(TrackerConfig config, TrackTable table, Sightings sightings) {
        this.config = config.lifecycle();
        this.table = table;
        this.sightings = sightings;
        this.choice = new TargetChoice(config.target());
    }

    /** Returns the track that the last {@link #after} was about. */
    TrackEntry entry() {
        return entry;
    }

    /** Returns the detection that shows it. */
    int detection() {
        return detection;
    }

    /** Decides, after the tracks were told of the result. */
    Step after(Detections d, TrackEntry target) {
        if (target == null) {
            return chooseAmongAll(d, null);
        }
        detection = sightings.detectionOf(target);
        if (detection != Association.NONE) {
            entry = target;
            boolean again = target.lifecycle.looks() == 1 && !target.lifecycle.byHand();
            return again ? Step.CHOOSE : Step.CORRECT;
        }
        if (target.active()) {
            return target.lifecycle.byHand() ? Step.NOTHING : considerRivals(d, target);
        }
        boolean awaited =
                target.lifecycle.everConfirmed()
                        && d.captureNanos - target.lifecycle.lostNanos() <= config.holdNanos();
        return awaited ? Step.NOTHING : chooseAmongAll(d, target);
    }

    private Step chooseAmongAll(Detections d, TrackEntry except) {
        entry = null;
        for (int i = 0; i < TrackTable.CAPACITY; i++) {
            TrackEntry candidate = table.get(i);
            if (candidate != null
                    && candidate != except
                    && sightings.detectionOf(candidate) != Association.NONE
                    && choice.better(candidate, entry, d.captureNanos)) {
                entry = candidate;
            }
        }
        return take(Step.CHOOSE);
    }

    private Step take(Step step) {
        if (entry == null) {
            return Step.NOTHING;
        }
        detection = sightings.detectionOf(entry);
        return step;
    }

    private Step considerRivals(Detections d, TrackEntry target) {
        entry = null;
        Step step = Step.NOTHING;
        for (int i = 0; i < TrackTable.CAPACITY; i++) {
            TrackEntry rival = table.get(i);
            if (rival == null
                    || rival == target
                    || sightings.detectionOf(rival) == Association.NONE) {
                continue;
            }
            Step of = against(target, rival);
            boolean before = step == Step.NOTHING || of.compareTo(step) < 0;
            boolean beside = of == step && choice.better(rival, entry, d.captureNanos);
            if (of != Step.NOTHING && (before || beside)) {
                entry = rival;
                step = of;
            }
        }
        return take(step);
    }

    private Step against(TrackEntry target, TrackEntry rival) {
        int times = config.replacements();
        if (target.mayBe(table.indexOf(rival))
                && inARow(target, rival, times)
                && target.looks.likeness(rival.looks) >= config.minLikeness()) {
            return Step.MOVE;
        }
        if (!choice.allows(rival)) {
            return Step.NOTHING;
        }
        if (!target.lifecycle.everConfirmed() && rival.lifecycle.confirmed()) {
            return Step.CHOOSE;
        }
        boolean replaced =
                target.mayBe(table.indexOf(rival)) && inARow(target, rival, UNLIKE_FACTOR * times);
        return replaced ? Step.REPLACE : Step.NOTHING;
    }

    private static boolean inARow(TrackEntry target, TrackEntry rival, int times) {
        return target.lifecycle.lastLooks(times, false) && rival.lifecycle.lastLooks(times, true);
    }

    /**
     * Draws the consequences, once the filter has learnt.
     *
     * @param before the target until now, or null
     * @param box the detection's box, which the filter has learnt
     */
    void done(Step step, TrackEntry before, Detections d, TrackedBox box) {
        switch (step) {
            case CORRECT -> entry.motion.place(box, d.captureNanos);
            case MOVE -> {
                before.motion.begin(box, d.captureNanos);
                before.lifecycle.moved(entry.lifecycle, d.captureNanos);
                table.merge(before, entry);
            }
            case REPLACE -> before.lifecycle.replaced(d.captureNanos);
            case CHOOSE, NOTHING -> {}
        }
    }
}
