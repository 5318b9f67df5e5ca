package org.catfollow.detector.truth;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageContext;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.GroundTruthCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.waiting.Waker;

/**
 * The twin's duty cycle: wait for a frame, take its truth, spoil it, wait until a detector would be
 * done, publish. While it waits it takes no other frame, as a detector that is busy. One thread;
 * allocates nothing.
 */
public final class TruthAgent implements StageAgent {
    /** Hears of answers, for the journal. */
    @FunctionalInterface
    public interface Told {
        /**
         * The twin has answered.
         *
         * @param generation under which the boxes lie in the region
         */
        void told(long generation, Detections detections);
    }

    private final StageContext context;
    private final TruthNoise noise;
    private final Told told;
    private final String description;
    private final long latencyNanos;
    private final FrameReader frames;
    private final TwoCellReader<GroundTruth> truths;
    private final TwoCellWriter<Detections> writer;
    private final Waker waker;
    private final GroundTruth truth = new GroundTruth();
    private final Detections detections = new Detections();
    private long lastSeen;
    private long lastTaken;
    private long skipped;
    private long sourceIndex;
    private boolean busy;
    private boolean working;

    /**
     * Makes one for the region of {@code context}.
     *
     * @param classes kinds to report, or {@code all}
     * @param told hears of each answer
     */
    public TruthAgent(
            TruthSettings settings,
            List<String> classes,
            float minScore,
            Told told,
            StageContext context) {
        this.context = context;
        this.told = told;
        this.noise = new TruthNoise(settings, classes, minScore);
        this.description = settings.description();
        this.latencyNanos = settings.latency().toNanos();
        Region region = context.region();
        this.frames = region.frameReader();
        this.truths = region.stateReader(StateSlot.GROUND_TRUTH, GroundTruthCell.CODEC);
        this.writer = context.claim().stateWriter(StateSlot.DETECTIONS, DetectionsCell.CODEC);
        this.waker = context.claim().stateWaker(StateSlot.DETECTIONS);
        context.log().warn("no model: boxes are the {}", description);
        context.idle("truth: waits for a simulated frame (--source sim:)");
    }

    @Override
    public boolean doWork() {
        if (busy) {
            finish();
        } else if (frames.awaitNewer(lastSeen, MAX_WAIT_NANOS)) {
            lastSeen = frames.newestFrame();
            take();
        }
        return true;
    }

    private void take() {
        // Written before its frame was committed; one of the next frame may be there already.
        TwoCellReader.Answer answer = truths.read(truth);
        if (answer == TwoCellReader.Answer.CORRUPT) {
            context.row().add(Counter.MISMATCHED, 1);
        }
        if (answer != TwoCellReader.Answer.VALUE || truth.frameId != lastSeen) {
            return;
        }
        if (!working) {
            working = true;
            context.running("truth: " + description);
        }
        skipped += lastTaken > 0 ? Math.max(0, lastSeen - lastTaken - 1) : 0;
        lastTaken = lastSeen;
        sourceIndex =
                frames.open(lastSeen) == FrameReader.Answer.OPEN
                        ? frames.description().sourceIndex
                        : 0;
        context.row().set(Counter.DROPPED, skipped);
        noise.look(truth, detections);
        busy = true;
    }

    private void finish() {
        long now = System.nanoTime();
        long left = truth.captureNanos + latencyNanos - now;
        if (left > 0) {
            LockSupport.parkNanos(Math.min(left, MAX_WAIT_NANOS));
            return;
        }
        busy = false;
        detections.frameId = truth.frameId;
        detections.sourceIndex = sourceIndex;
        detections.captureNanos = truth.captureNanos;
        detections.inferenceNanos = latencyNanos;
        detections.publishNanos = now;
        long generation = writer.write(detections);
        waker.wake();
        told.told(generation, detections);
        context.row().add(Counter.FRAMES, 1);
    }

    @Override
    public void close() {
        frames.close();
    }
}
