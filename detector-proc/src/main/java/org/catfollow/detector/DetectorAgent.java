package org.catfollow.detector;

import java.util.Locale;
import java.util.function.LongSupplier;
import org.catfollow.detector.gate.Gates;
import org.catfollow.detector.schedule.BusyShare;
import org.catfollow.detector.schedule.FrameSchedule;
import org.catfollow.detector.schedule.Freshness;
import org.catfollow.detector.schedule.LoadControl;
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
import org.opencv.core.Mat;

/**
 * The detector's duty cycle: wait for a frame, take the newest, ask the gates, read it from its slot
 * into the model's input, check that it was whole, infer, perhaps look nearer, publish what is not
 * stale. One thread; allocates nothing.
 */
final class DetectorAgent implements StageAgent {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final StageContext context;
    private final ObjectDetector detector;
    private final Gates gates;
    private final LongSupplier clock;
    private final FrameSchedule schedule;
    private final LoadControl load;
    private final Freshness freshness = new Freshness();
    private final BusyShare busy;
    private final long maxAgeNanos;
    private final TargetWatch target;
    private final Totals totals;
    private final FrameReader frames;
    private final CloserLook closer;
    private final DetectionJournal journal;
    private final FrameMats mats;
    private final TwoCellWriter<Detections> writer;
    private final Waker waker;
    private final Detections detections = new Detections();
    private final int slotCount;
    private long lastSeen;
    private long lastAgeNanos;
    private final long staleBefore;
    private boolean saidStale;

    DetectorAgent(
            DetectorConfig config,
            ObjectDetector detector,
            Gates gates,
            String warning,
            DetectionJournal journal,
            StageContext context) {
        this(config, detector, gates, warning, journal, context, System::nanoTime);
    }

    /** With a clock of the test's. */
    DetectorAgent(
            DetectorConfig config,
            ObjectDetector detector,
            Gates gates,
            String warning,
            DetectionJournal journal,
            StageContext context,
            LongSupplier clock) {
        this.context = context;
        this.journal = journal;
        this.detector = detector;
        this.gates = gates;
        this.clock = clock;
        this.schedule = new FrameSchedule(config.schedule().leastEvery());
        this.load = new LoadControl(config.schedule());
        this.busy = new BusyShare(clock.getAsLong());
        this.maxAgeNanos = config.schedule().maxAgeMillis() * NANOS_PER_MILLI;
        Region region = context.region();
        this.target = new TargetWatch(region);
        this.frames = region.frameReader();
        this.closer = new CloserLook(config, new RingMoment(frames, target, clock));
        this.slotCount = region.geometry().slotCount();
        this.mats = new FrameMats(slotCount);
        this.writer = context.claim().stateWriter(StateSlot.DETECTIONS, DetectionsCell.CODEC);
        this.waker = context.claim().stateWaker(StateSlot.DETECTIONS);
        this.totals = new Totals(context.row());
        this.staleBefore = context.row().get(Counter.STALE);
        // Another model has looked at the newest frame already: one frame is one testimony.
        this.lastSeen = context.row().get(Counter.FRAMES) > 0 ? frames.newestFrame() : 0;
        totals.begin(Counter.MOTION_SEEN, gates.motionSeen());
        totals.begin(Counter.MOTION_UNKNOWN, gates.motionUnknown());
        totals.begin(Counter.ANOMALY_SEEN, gates.anomalySeen());
        warn(warning);
        warn(gates.warning());
        context.log().info("model {}", config.model());
        context.running(String.valueOf(config.model().getFileName()));
    }

    private void warn(String warning) {
        if (!warning.isEmpty()) {
            context.mistake(warning);
        }
    }

    @Override
    public boolean doWork() {
        if (!frames.awaitNewer(lastSeen, MAX_WAIT_NANOS)) {
            return true;
        }
        lastSeen = frames.newestFrame();
        FrameReader.Answer answer = frames.open(lastSeen);
        if (answer == FrameReader.Answer.OPEN && nextHasCome()) {
            lastSeen = frames.newestFrame();
            answer = frames.open(lastSeen);
        }
        schedule.every(load.every());
        boolean wanted = schedule.next(lastSeen) != FrameSchedule.NONE;
        if (wanted && answer == FrameReader.Answer.OPEN) {
            long start = clock.getAsLong();
            look(frames.description(), start);
            busy.worked(clock.getAsLong() - start);
        }
        count();
        return true;
    }

    /** Waits for the next frame where that one is due at any moment; returns whether it came. */
    private boolean nextHasCome() {
        long age = clock.getAsLong() - frames.description().captureNanos;
        long wait = Math.min(freshness.waitNanos(age, load.intervalNanos()), MAX_WAIT_NANOS);
        return wait > 0 && frames.awaitNewer(lastSeen, wait);
    }

    private void look(FrameDescription frame, long lookNanos) {
        if (frame.format != PixelFormat.BGR24) {
            // No source of ours writes it; the model could not read it.
            context.row().add(Counter.ERRORS, 1);
            return;
        }
        load.taken(frame.frameId, frame.captureNanos);
        Mat bgr = mats.of(frames.slot(), frames.pixels(), frame);
        boolean open =
                gates.isOpen(
                        bgr,
                        frame.captureNanos,
                        lookNanos,
                        gates.any() && target.hasTarget(lookNanos),
                        load.isOverloaded());
        if (open) {
            detector.preprocess(bgr);
        }
        // The model's input is ours; what was read half from the next frame is thrown away.
        if (!frames.stillValid()) {
            return;
        }
        if (open) {
            infer(bgr, frame, lookNanos);
        } else {
            context.row().add(Counter.GATED, 1);
        }
    }

    private void infer(Mat bgr, FrameDescription frame, long lookNanos) {
        long start = clock.getAsLong();
        freshness.prepared(start - lookNanos);
        detector.invoke();
        detector.decode(detections);
        long inferenceNanos = clock.getAsLong() - start;
        inferenceNanos += closer.look(detector, bgr, detections, inferenceNanos);
        long now = clock.getAsLong();
        load.worked(now - lookNanos);
        lastAgeNanos = now - frame.captureNanos;
        detections.frameId = frame.frameId;
        detections.sourceIndex = frame.sourceIndex;
        detections.captureNanos = frame.captureNanos;
        detections.inferenceNanos = inferenceNanos;
        detections.publishNanos = now;
        if (lastAgeNanos > maxAgeNanos || frame.frameId < frames.oldestFrame()) {
            context.row().add(Counter.STALE, 1);
            journal.found(0, detections, closer);
            return;
        }
        long generation = writer.write(detections);
        waker.wake();
        journal.found(generation, detections, closer);
        gates.found(detections.count(), now);
        context.row().add(Counter.FRAMES, 1);
    }

    private void count() {
        totals.set(Counter.DROPPED, schedule.skippedByLoad());
        totals.set(Counter.LAPPED, frames.lapped());
        totals.set(Counter.TORN, frames.torn());
        totals.set(Counter.MISMATCHED, frames.mismatched() + target.mismatched());
        totals.set(Counter.SKIPPED, schedule.skippedByChoice());
        totals.set(Counter.MOTION_SEEN, gates.motionSeen());
        totals.set(Counter.MOTION_UNKNOWN, gates.motionUnknown());
        totals.set(Counter.ANOMALY_SEEN, gates.anomalySeen());
        totals.set(Counter.SECOND_LOOKS, closer.looks());
        totals.set(Counter.SECOND_LOOK_FOUND, closer.found());
        context.row().set(Counter.EVERY, load.every());
    }

    @Override
    public void housekeeping(long nowNanos) {
        context.row().set(Counter.BUSY_PERCENT, busy.takePercent(nowNanos));
        long stale = context.row().get(Counter.STALE) - staleBefore;
        if (stale > 0 && !saidStale) {
            saidStale = true;
            context.mistake(
                    String.format(
                            Locale.ROOT,
                            "%d results came too late, the last %d ms after its capture: oldest"
                                    + " allowed --max-age-ms %d, and the frame still in the ring of"
                                    + " %d slots; take a faster model, more --threads or more"
                                    + " --slots",
                            stale,
                            lastAgeNanos / NANOS_PER_MILLI,
                            maxAgeNanos / NANOS_PER_MILLI,
                            slotCount));
        }
    }

    @Override
    public void close() {
        mats.close();
        frames.close();
    }
}
