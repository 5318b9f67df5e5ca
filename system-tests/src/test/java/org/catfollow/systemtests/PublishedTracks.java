package org.catfollow.systemtests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.waiting.Waiter;

/** Every track that the tracker publishes, and what the detector found, as a process beside them sees it. */
final class PublishedTracks {
    private static final long WAIT_NANOS = 50_000_000;

    final List<Seen> tracks = new ArrayList<>();

    /** Detections that hold at least one box, in order. */
    final List<Found> found = new ArrayList<>();

    /** How many results of the detector were seen, with or without a box. */
    int results;

    /** A published track. */
    record Seen(
            long frameId,
            long sourceIndex,
            long trackId,
            TrackState state,
            ReferenceBoxes.Box box) {
        /** Returns whether the tracker says where the target is, be it a guess. */
        boolean hasBox() {
            return state == TrackState.TENTATIVE
                    || state == TrackState.CONFIRMED
                    || state == TrackState.COASTING;
        }

        boolean valid() {
            return state == TrackState.TENTATIVE || state == TrackState.CONFIRMED;
        }
    }

    /** The best box of a result of the detector. */
    record Found(
            long frameId, long sourceIndex, String label, float score, ReferenceBoxes.Box box) {}

    /** Collects until {@code enough} holds; that is asked after each track, and while none comes. */
    void collect(Region region, Duration patience, BooleanSupplier enough) {
        TwoCellReader<Track> trackReader = region.stateReader(StateSlot.TRACK, TrackCell.CODEC);
        TwoCellReader<Detections> detectionsReader =
                region.stateReader(StateSlot.DETECTIONS, DetectionsCell.CODEC);
        Track track = new Track();
        Detections detections = new Detections();
        long deadline = System.nanoTime() + patience.toNanos();
        try (Waiter waiter = region.stateWaiter(StateSlot.TRACK)) {
            while (!enough.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(
                            "not enough within "
                                    + patience.toSeconds()
                                    + " s: tracks="
                                    + tracks.size()
                                    + " results="
                                    + results);
                }
                waiter.awaitChange(trackReader.generation(), WAIT_NANOS);
                addDetections(detectionsReader, detections);
                if (trackReader.newestGeneration() != trackReader.generation()
                        && trackReader.read(track) == TwoCellReader.Answer.VALUE) {
                    ReferenceBoxes.Box box =
                            new ReferenceBoxes.Box(track.x, track.y, track.width, track.height);
                    tracks.add(
                            new Seen(
                                    track.frameId,
                                    track.sourceIndex,
                                    track.trackId,
                                    track.state,
                                    box));
                }
            }
        }
    }

    private void addDetections(TwoCellReader<Detections> reader, Detections detections) {
        if (reader.newestGeneration() == reader.generation()
                || reader.read(detections) != TwoCellReader.Answer.VALUE) {
            return;
        }
        results++;
        if (detections.count() > 0) {
            ReferenceBoxes.Box box =
                    new ReferenceBoxes.Box(
                            detections.x(0),
                            detections.y(0),
                            detections.width(0),
                            detections.height(0));
            found.add(
                    new Found(
                            detections.frameId,
                            detections.sourceIndex,
                            detections.label(0),
                            detections.score(0),
                            box));
        }
    }
}
