package org.catfollow.cli.pipeline;

import java.util.function.BooleanSupplier;
import org.catfollow.runtime.DurationHistogram;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.Latency;
import org.catfollow.shm.slots.LatencyCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;

/**
 * Reads the stages' own times out of the region, as a reader like any other: a round for each frame and
 * each two milliseconds. One thread.
 *
 * <p>From the picture's time to that of box and track, as the stages wrote them; to the motion, as control
 * counted it. When a picture lay in the ring is when we were woken for it: some tens of microseconds late.
 */
final class RegionWatch implements AutoCloseable {
    private static final long ROUND_NANOS = 2_000_000;

    /** More than the frames that may be under way. */
    private static final int REMEMBERED = 64;

    /** What is collected in one measurement. */
    private static final class Times {
        final DurationHistogram drawing = new DurationHistogram();
        final DurationHistogram toBox = new DurationHistogram();
        final DurationHistogram toTrack = new DurationHistogram();
        final DurationHistogram fromRing = new DurationHistogram();
        long drawnNanos;
        long inferenceNanos;
    }

    private final Region region;
    private final FrameReader frames;
    private final TwoCellReader<Detections> detections;
    private final TwoCellReader<Track> tracks;
    private final TwoCellReader<ControlStatus> statuses;
    private final TwoCellReader<Latency> latencies;
    private final Detections found = new Detections();
    private final Track track = new Track();
    private final ControlStatus status = new ControlStatus();
    private final Latency latency = new Latency();
    private final long[] inRingNanos = new long[REMEMBERED];
    private Times times = new Times();
    private long newest;
    private long decided;

    RegionWatch(Region region) {
        this.region = region;
        frames = region.frameReader();
        detections = region.stateReader(StateSlot.DETECTIONS, DetectionsCell.CODEC);
        tracks = region.stateReader(StateSlot.TRACK, TrackCell.CODEC);
        statuses = region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        latencies = region.stateReader(StateSlot.LATENCY, LatencyCell.CODEC);
    }

    /**
     * Waits for the first box.
     *
     * @return when it was published; 0 where the deadline passed or the wait was given up
     */
    long awaitBox(long deadlineNanos, BooleanSupplier givenUp) {
        while (System.nanoTime() - deadlineNanos < 0 && !givenUp.getAsBoolean()) {
            round();
            if (detections.generation() != 0 && found.count() > 0) {
                return found.publishNanos;
            }
        }
        return 0;
    }

    /** Goes on looking until a time, or until it is given up. */
    void watchUntil(long untilNanos, BooleanSupplier givenUp) {
        while (System.nanoTime() - untilNanos < 0 && !givenUp.getAsBoolean()) {
            round();
        }
    }

    /**
     * Measures.
     *
     * @param drawn whether capture draws its pictures
     */
    void measure(long nanos, BooleanSupplier givenUp, boolean drawn, RunFigures figures) {
        // What came meanwhile is none of the measurement's.
        round();
        times = new Times();
        final long[] motionsBefore = motions();
        final long frame = newest;
        final long leftOut = leftOut();
        final long trackerEpoch = region.stageRow(Role.TRACKER).epoch();
        long begin = System.nanoTime();
        watchUntil(begin + nanos, givenUp);
        double seconds = (System.nanoTime() - begin) * 1e-9;
        long came = newest - frame;
        figures.set(Figure.FRAMES, came / seconds);
        // A tracker that was started again counts anew.
        boolean counted = came > 0 && region.stageRow(Role.TRACKER).epoch() == trackerEpoch;
        figures.set(Figure.LOST, counted ? 100.0 * (leftOut() - leftOut) / came : Double.NaN);
        set(figures, Figure.BOX_P50, Figure.BOX_P99, times.toBox);
        set(figures, Figure.TRACK_P50, Figure.TRACK_P99, times.toTrack);
        MotionTimes motions = new MotionTimes(motionsBefore, motions());
        figures.set(Figure.MOTION_P50, motions.quantileMillis(0.5));
        figures.set(Figure.MOTION_P99, motions.quantileMillis(0.99));
        set(figures, Figure.FROM_RING_P50, Figure.FROM_RING_P99, times.fromRing);
        figures.set(Figure.INFERENCE, 100 * times.inferenceNanos * 1e-9 / seconds);
        if (drawn) {
            figures.set(Figure.DRAWING_P50, times.drawing.quantileNanos(0.5) * 1e-6);
            figures.set(Figure.DRAWING, 100 * times.drawnNanos * 1e-9 / seconds);
        }
    }

    private static void set(
            RunFigures figures, Figure median, Figure tail, DurationHistogram histogram) {
        if (histogram.count() > 0) {
            figures.set(median, histogram.quantileNanos(0.5) * 1e-6);
            figures.set(tail, histogram.quantileNanos(0.99) * 1e-6);
        }
    }

    private void round() {
        if (frames.awaitNewer(newest, ROUND_NANOS)) {
            seeFrame(System.nanoTime());
        }
        if (isNew(detections) && detections.read(found) == TwoCellReader.Answer.VALUE) {
            times.toBox.record(found.publishNanos - found.captureNanos);
            times.inferenceNanos += found.inferenceNanos;
        }
        if (isNew(tracks) && tracks.read(track) == TwoCellReader.Answer.VALUE) {
            times.toTrack.record(track.publishNanos - track.captureNanos);
        }
        if (isNew(statuses) && statuses.read(status) == TwoCellReader.Answer.VALUE) {
            seeDecision();
        }
    }

    private void seeFrame(long now) {
        newest = frames.newestFrame();
        if (frames.open(newest) != FrameReader.Answer.OPEN) {
            return;
        }
        long captureNanos = frames.description().captureNanos;
        if (frames.stillValid()) {
            inRingNanos[(int) (newest % REMEMBERED)] = now;
            times.drawing.record(now - captureNanos);
            times.drawnNanos += now - captureNanos;
        }
    }

    /** Only the first decision on a picture counts. */
    private void seeDecision() {
        if (status.frameId <= decided || newest - status.frameId >= REMEMBERED) {
            return;
        }
        decided = status.frameId;
        long inRing = inRingNanos[(int) (decided % REMEMBERED)];
        if (inRing != 0) {
            times.fromRing.record(Math.max(0, status.nanos - inRing));
        }
    }

    private static boolean isNew(TwoCellReader<?> reader) {
        return reader.newestGeneration() != reader.generation();
    }

    /** Frames that the tracker did not work on to the end. */
    private long leftOut() {
        return region.stageRow(Role.TRACKER).counter(Counter.DROPPED)
                + region.stageRow(Role.TRACKER).counter(Counter.LAPPED)
                + region.stageRow(Role.TRACKER).counter(Counter.TORN);
    }

    private long[] motions() {
        latencies.read(latency);
        return latency.buckets.clone();
    }

    @Override
    public void close() {
        frames.close();
    }
}
