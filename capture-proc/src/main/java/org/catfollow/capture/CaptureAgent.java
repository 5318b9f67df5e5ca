package org.catfollow.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.capture.pacing.Pacer;
import org.catfollow.capture.source.FrameSource;
import org.catfollow.capture.source.ReadResult;
import org.catfollow.capture.source.SlotSize;
import org.catfollow.capture.source.SlotView;
import org.catfollow.capture.source.SourceFrame;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageContext;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;

/**
 * Capture's duty cycle: wait until a frame is due, claim a slot, let the source put its picture there,
 * commit. One thread; allocates nothing of its own.
 */
final class CaptureAgent implements StageAgent {
    private final boolean stamped;
    private final CaptureConfig config;
    private final StageContext context;
    private final FrameSource source;
    private final FrameWriter writer;
    private final SlotView[] views;
    private final Pacer pacer;
    private final FrameJournal journal;
    private final CaptureStatistics statistics;
    private final SourceFrame picture = new SourceFrame();
    private final FrameDescription description = new FrameDescription();
    private final boolean live;
    private final long startNanos;
    private String trouble;
    private boolean summarised;

    CaptureAgent(CaptureConfig config, StageContext context) {
        this(config, FrameJournal.none(), context);
    }

    CaptureAgent(CaptureConfig config, FrameJournal journal, StageContext context) {
        this.config = config;
        this.journal = journal;
        this.context = context;
        Geometry geometry = context.region().geometry();
        SlotSize size = new SlotSize(geometry.maxWidthPixels(), geometry.maxHeightPixels());
        this.writer = context.claim().frameWriter();
        this.views = new SlotView[geometry.slotCount()];
        ByteBuffer[] payloads = writer.payloads();
        for (int slot = 0; slot < views.length; slot++) {
            views[slot] = new SlotView(payloads[slot], size);
        }
        this.source = config.openSource(size, new RegionRobot(context));
        this.live = source.setsThePace();
        this.pacer = live ? Pacer.asFastAsPossible() : config.pacer(source.nativeFramesPerSecond());
        this.stamped = config.stamped();
        this.startNanos = System.nanoTime();
        this.statistics = new CaptureStatistics(startNanos);
        pacer.start(startNanos);
        journal.begin(context.row().epoch(), startNanos);
        context.log().info("source {}", source.description());
        context.running(source.description());
        waiting();
    }

    @Override
    public boolean doWork() {
        long now = System.nanoTime();
        if (config.timeoutNanos() > 0 && now - startNanos >= config.timeoutNanos()) {
            return false;
        }
        long remaining = pacer.remainingNanos(now);
        if (remaining > 0) {
            LockSupport.parkNanos(Math.min(remaining, MAX_WAIT_NANOS));
            now = System.nanoTime();
            if (!pacer.isDue(now)) {
                return true;
            }
        }
        long frameId = writer.claim();
        ReadResult result = source.read(views[writer.slot()].claimedFor(frameId), picture);
        switch (result) {
            case FRAME -> commit(frameId, now);
            case SKIPPED -> {
                statistics.skipped(pacer, now, picture.skipReason);
                context.mistake(picture.skipReason);
            }
            case NOTHING_YET -> waiting();
            case END -> {
                return false;
            }
        }
        return true;
    }

    /** Says why there are no pictures, once for each reason. */
    private void waiting() {
        String reason = source.trouble();
        if (reason == null || reason.equals(trouble)) {
            return;
        }
        trouble = reason;
        statistics.interrupted();
        context.mistake(reason);
        context.idle(reason);
    }

    private void recovered() {
        trouble = null;
        context.log().info("source {}: pictures again", source.description());
        context.running(source.description());
    }

    private void commit(long frameId, long askedNanos) {
        description.captureNanos = picture.captureNanos != 0 ? picture.captureNanos : askedNanos;
        description.sourceIndex = picture.sourceIndex;
        description.widthPixels = picture.width;
        description.heightPixels = picture.height;
        description.strideBytes = picture.width * PixelFormat.BGR24.bytesPerPixel();
        description.format = PixelFormat.BGR24;
        description.cameraId = config.cameraId();
        description.stamped = stamped;
        description.captureEpoch = (int) context.row().epoch();
        writer.commit(description);
        journal.committed(frameId, description, System.nanoTime());
        if (live) {
            statistics.frame(source.promisedFramesPerSecond(), description.captureNanos);
        } else {
            statistics.frame(pacer, description.captureNanos);
        }
        context.row().set(Counter.FRAMES, statistics.frames());
        context.row().set(Counter.DROPPED, statistics.late() + statistics.droppedByCamera());
        if (trouble != null) {
            recovered();
        }
    }

    @Override
    public void close() {
        if (!summarised) {
            summarised = true;
            long now = System.nanoTime();
            context.log().info("{}", statistics.summary(now));
            config.statisticsFile().ifPresent(file -> write(file, now));
        }
        source.close();
    }

    private void write(Path file, long nowNanos) {
        try {
            StatisticsFile.write(file, source.description(), statistics, nowNanos);
        } catch (IOException e) {
            context.log().warn("cannot write --stats-json {}: {}", file, e.toString());
        }
    }
}
