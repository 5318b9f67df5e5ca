package org.catfollow.tracker;

import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.tracker.filter.CorrelationTracker;
import org.catfollow.tracker.filter.TrackedBox;
import org.catfollow.tracker.filter.TrackerKind;
import org.catfollow.tracker.filter.VisualTracker;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.slf4j.LoggerFactory;

/**
 * Runs the filter on noise before the first real frame, so that the frames after a restart do not pay
 * for class loading: without it and without an AOT cache, single calls took up to 0.3 s. A few rounds
 * are enough for that (25 ms for the first call, 20 ms and then 10 for the next ones); what remains of
 * cold code fits between two frames, and more rounds would only make the tracker come back later. In
 * the process itself they run beside the parsing of flags and the attaching, and cost no time at all.
 */
final class WarmUp {
    private static final long LIMIT_NANOS = 100_000_000;
    private static final int MOST_FRAMES = 3;

    private static Thread early;

    private WarmUp() {}

    /** Begins on a thread of its own; called once, by main, before anything else. */
    static void begin() {
        early = new Thread(WarmUp::runOnce, "warm-up");
        early.setDaemon(true);
        early.start();
    }

    private static void runOnce() {
        try {
            NativeLibraries.loadOpenCv();
            try (CorrelationTracker filter = new CorrelationTracker()) {
                run(filter);
            }
        } catch (StageFailure e) {
            LoggerFactory.getLogger(WarmUp.class).debug("no early start: {}", e.getMessage());
        }
    }

    /**
     * Waits for what {@link #begin} began, and warms {@code filter} up here where nobody did: {@link
     * #begin} runs before the flags are read, and takes the filter that is used without any.
     */
    static void finish(TrackerKind kind, VisualTracker filter) {
        if (early == null) {
            run(filter);
            return;
        }
        try {
            early.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (kind != TrackerKind.CF) {
            run(filter);
        }
    }

    private static void run(VisualTracker filter) {
        Mat noise = new Mat(480, 640, CvType.CV_8UC3);
        TrackedBox box = new TrackedBox();
        try {
            Core.randu(noise, 0, 255);
            long start = System.nanoTime();
            filter.init(noise, 270, 190, 100, 90);
            for (int i = 0; i < MOST_FRAMES && System.nanoTime() - start < LIMIT_NANOS; i++) {
                filter.update(noise, box);
                filter.correct(noise, 270, 190, 100, 90);
            }
        } finally {
            noise.release();
        }
    }
}
