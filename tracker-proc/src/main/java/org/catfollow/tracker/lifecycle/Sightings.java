package org.catfollow.tracker.lifecycle;

import org.catfollow.shm.slots.Detections;
import org.catfollow.tracker.LifecycleConfig;
import org.catfollow.tracker.appearance.ColourSignature;
import org.catfollow.tracker.filter.TrackedBox;
import org.opencv.core.Mat;

/**
 * What one result of the detector means for the tracks: which detection is whom, who is new, who was
 * lost and is seen again. {@link #look} needs the pixels and changes nothing; {@link #settle} does not
 * need them and changes the tracks. One thread; allocates nothing after it was made.
 */
final class Sightings implements AutoCloseable {
    /** Pictures that a box may be wide and high: it may reach out of one that shows a part. */
    private static final float LARGEST = 2;

    /** Overlap that a pair needs which looks different: light changes, and so do animals. */
    private static final float UNLIKE_IOU = 0.5f;

    private final LifecycleConfig config;
    private final TrackTable table;
    private final TrackerCounters counters;
    private final Association association = new Association();
    private final ColourSignature.Sampler sampler = new ColourSignature.Sampler();
    private final ColourSignature[] signatures = new ColourSignature[Detections.CAPACITY];
    private final boolean[] sound = new boolean[Detections.CAPACITY];
    private final TrackedBox box = new TrackedBox();

    Sightings(LifecycleConfig config, TrackTable table, TrackerCounters counters) {
        this.config = config;
        this.table = table;
        this.counters = counters;
        for (int i = 0; i < signatures.length; i++) {
            signatures[i] = new ColourSignature();
        }
    }

    /**
     * Finds out who is who.
     *
     * @param picture the detections' own frame
     * @param target the target, or null
     * @param targetThen where it was in that frame
     */
    void look(Detections d, Mat picture, TrackEntry target, TrackedBox targetThen) {
        association.clear();
        for (int track = 0; track < TrackTable.CAPACITY; track++) {
            TrackEntry entry = table.get(track);
            if (entry != null && takesPart(entry, d.captureNanos)) {
                TrackedBox place = association.place(track);
                if (entry == target) {
                    place.copyFrom(targetThen);
                } else {
                    entry.motion.at(d.captureNanos, place);
                }
            }
        }
        for (int i = 0; i < d.count(); i++) {
            sound[i] = isSound(d, i, picture.cols(), picture.rows());
            if (sound[i]) {
                sampler.sample(picture, d.x(i), d.y(i), d.width(i), d.height(i), signatures[i]);
                weigh(d, i);
            }
        }
        association.assign();
    }

    /** What comes from shared memory is input: a box that no picture can have begins no track. */
    private boolean isSound(Detections d, int i, int columns, int rows) {
        return Association.sound(d, i)
                && d.width(i) <= LARGEST * columns
                && d.height(i) <= LARGEST * rows
                && BoxExtent.visible(d.x(i), d.y(i), d.width(i), d.height(i), columns, rows)
                        >= config.minVisible();
    }

    /** Returns how what a box shows looks; good until the next {@link #look}. */
    ColourSignature signature(Mat picture, TrackedBox b) {
        sampler.sample(picture, b.x, b.y, b.width, b.height, signatures[0]);
        return signatures[0];
    }

    /** Of one that was lost since, an older picture says nothing new; but it is nobody else there. */
    private static boolean takesPart(TrackEntry entry, long captureNanos) {
        return entry.active() || (entry.lost() && entry.lifecycle.lostNanos() >= captureNanos);
    }

    private void weigh(Detections d, int i) {
        for (int track = 0; track < TrackTable.CAPACITY; track++) {
            TrackEntry entry = table.get(track);
            if (entry == null || !association.overlaps(d, i, track, config.minIou())) {
                continue;
            }
            float likeness = entry.looks.likeness(signatures[i]);
            if (likeness >= config.minLikeness() || association.overlaps(d, i, track, UNLIKE_IOU)) {
                association.weigh(d, i, track, likeness);
            }
        }
    }

    /** Tells the tracks, begins new ones, and knows lost ones again. */
    void settle(Detections d, TrackEntry target) {
        for (int track = 0; track < TrackTable.CAPACITY; track++) {
            TrackEntry entry = table.get(track);
            if (entry != null && entry.active()) {
                tell(entry, track, d, entry == target);
            }
        }
        knowAgain(d, target);
        for (int i = 0; i < d.count(); i++) {
            if (isFree(d, i)) {
                begin(d, i, target);
            }
        }
        markTogether();
    }

    /** Returns whether a detection may begin a track: it is nobody's and does not double one. */
    private boolean isFree(Detections d, int i) {
        return sound[i]
                && association.trackOf(i) == Association.NONE
                && d.score(i) >= config.minScore()
                && !association.overlapsAny(d, i, config.minIou());
    }

    private void tell(TrackEntry entry, int track, Detections d, boolean isTarget) {
        int i = association.detectionOf(track);
        if (i == Association.NONE) {
            if (!isTarget) {
                entry.lifecycle.notDetected(d.captureNanos);
                return;
            }
            entry.lifecycle.notSeenByDetector(d.captureNanos);
            counters.disagreements += d.count() > 0 ? 1 : 0;
            return;
        }
        entry.lifecycle.agreed(d.captureNanos);
        entry.detected(d, i, signatures[i]);
        if (isTarget) {
            counters.agreements++; // its motion is the filter's to tell
        } else {
            box.setBox(d.x(i), d.y(i), d.width(i), d.height(i));
            entry.motion.measure(box, d.captureNanos, 1);
        }
    }

    private void begin(Detections d, int i, TrackEntry target) {
        TrackEntry entry = table.add(target);
        if (entry == null) {
            return; // sixteen are alive
        }
        entry.lifecycle.startedByDetection(d.captureNanos);
        counters.tracksStarted++;
        show(entry, d, i);
    }

    private void show(TrackEntry entry, Detections d, int i) {
        box.setBox(d.x(i), d.y(i), d.width(i), d.height(i));
        entry.motion.begin(box, d.captureNanos);
        entry.detected(d, i, signatures[i]);
        association.pair(table.indexOf(entry), i);
    }

    /** Pairs lost tracks with detections that are nobody's, the most alike first. */
    private void knowAgain(Detections d, TrackEntry target) {
        while (true) {
            TrackEntry best = null;
            int bestDetection = Association.NONE;
            float bestLikeness = 0;
            for (int track = 0; track < TrackTable.CAPACITY; track++) {
                TrackEntry entry = table.get(track);
                for (int i = 0; i < d.count(); i++) {
                    if (entry == null || !isFree(d, i) || !mayBeAgain(entry, d, i)) {
                        continue;
                    }
                    float likeness = entry.looks.likeness(signatures[i]);
                    if (likeness > bestLikeness || (likeness == bestLikeness && entry == target)) {
                        best = entry;
                        bestDetection = i;
                        bestLikeness = likeness;
                    }
                }
            }
            if (best == null || bestLikeness < config.minLikeness()) {
                return;
            }
            best.lifecycle.seenAgain(d.captureNanos);
            show(best, d, bestDetection);
        }
    }

    private boolean mayBeAgain(TrackEntry entry, Detections d, int i) {
        return entry.lost()
                && entry.lifecycle.lostNanos() < d.captureNanos
                && d.captureNanos - entry.lifecycle.lostNanos() <= config.rememberNanos()
                && (entry.classIndex() < 0 || entry.classIndex() == d.classIndex(i));
    }

    /** Those that one look sees are as many, for ever. */
    private void markTogether() {
        int places = 0;
        for (int track = 0; track < TrackTable.CAPACITY; track++) {
            if (table.get(track) != null && association.detectionOf(track) != Association.NONE) {
                places |= 1 << track;
            }
        }
        for (int track = 0; track < TrackTable.CAPACITY; track++) {
            if ((places >> track & 1) != 0) {
                table.get(track).sawBeside(places & ~(1 << track));
            }
        }
    }

    /** Returns the detection that shows a track in this look, or {@link Association#NONE}. */
    int detectionOf(TrackEntry entry) {
        int track = table.indexOf(entry);
        return track < 0 || !entry.active() ? Association.NONE : association.detectionOf(track);
    }

    @Override
    public void close() {
        sampler.close();
    }
}
