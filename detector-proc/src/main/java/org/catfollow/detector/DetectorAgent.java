package org.catfollow.detector;

import org.catfollow.detector.schedule.FrameSchedule;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageContext;
import org.catfollow.runtime.vision.FrameMats;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.waiting.Waker;

/**
 * The detector's duty cycle: wait for a frame, take the newest, read it from its slot into the model's
 * input, check that it was whole, infer, publish. One thread; allocates nothing.
 */
final class DetectorAgent implements StageAgent {
    private final StageContext context;
    private final ObjectDetector detector;
    private final FrameSchedule schedule;
    private final FrameReader frames;
    private final FrameMats mats;
    private final TwoCellWriter<Detections> writer;
    private final Waker waker;
    private final Detections detections = new Detections();
    private long lastSeen;

    DetectorAgent(
            DetectorConfig config, ObjectDetector detector, String warning, StageContext context) {
        this.context = context;
        this.detector = detector;
        this.schedule = new FrameSchedule(config.every());
        Region region = context.region();
        this.frames = region.frameReader();
        this.mats = new FrameMats(region.geometry().slotCount());
        this.writer = context.claim().stateWriter(StateSlot.DETECTIONS, DetectionsCell.CODEC);
        this.waker = context.claim().stateWaker(StateSlot.DETECTIONS);
        if (!warning.isEmpty()) {
            context.mistake(warning);
        }
        context.log().info("model {}", config.model());
        context.running(String.valueOf(config.model().getFileName()));
    }

    @Override
    public boolean doWork() {
        if (!frames.awaitNewer(lastSeen, MAX_WAIT_NANOS)) {
            return true;
        }
        lastSeen = frames.newestFrame();
        long frameId = schedule.next(lastSeen);
        if (frameId != FrameSchedule.NONE && frames.open(frameId) == FrameReader.Answer.OPEN) {
            detect(frames.description());
        }
        count();
        return true;
    }

    private void detect(FrameDescription frame) {
        if (frame.format != PixelFormat.BGR24) {
            // No source of ours writes it; the model could not read it.
            context.row().add(Counter.ERRORS, 1);
            return;
        }
        long frameId = frame.frameId;
        detector.preprocess(mats.of(frames.slot(), frames.pixels(), frame));
        // The model's input is ours; what was read half from the next frame is thrown away.
        if (!frames.stillValid()) {
            return;
        }
        long start = System.nanoTime();
        detector.invoke();
        detector.decode(detections);
        long now = System.nanoTime();
        detections.frameId = frameId;
        detections.sourceIndex = frame.sourceIndex;
        detections.captureNanos = frame.captureNanos;
        detections.inferenceNanos = now - start;
        detections.publishNanos = now;
        writer.write(detections);
        waker.wake();
        context.row().add(Counter.FRAMES, 1);
    }

    private void count() {
        context.row().set(Counter.DROPPED, schedule.skippedByLoad());
        context.row().set(Counter.LAPPED, frames.lapped());
        context.row().set(Counter.TORN, frames.torn());
        context.row().set(Counter.MISMATCHED, frames.mismatched());
    }

    @Override
    public void close() {
        mats.close();
        frames.close();
    }
}
