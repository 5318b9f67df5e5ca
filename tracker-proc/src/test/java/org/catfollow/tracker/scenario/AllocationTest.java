package org.catfollow.tracker.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.tracker.TrackerConfig;
import org.catfollow.tracker.filter.CorrelationTracker;
import org.catfollow.tracker.lifecycle.FrameHistory;
import org.catfollow.tracker.lifecycle.TargetTracker;
import org.catfollow.tracker.lifecycle.TrackSink;
import org.catfollow.tracker.scenario.Animal.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/** The whole tracker over 10,000 frames, with late detections of two cats among them. */
class AllocationTest implements FrameHistory {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 1_000;
    private static final int FRAMES = 10_000;
    private static final int PICTURES = 60;
    private static final int EVERY = 10;
    private static final int LATE = 2;

    private final Mat[] pictures = new Mat[PICTURES];
    private final byte[] label = Detections.labelBytes("cat");
    private final Detections found = new Detections();
    private final TrackSink sink = this::take;
    private final Place[] places = new Place[PICTURES];
    private long open;
    private long confirmed;

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    /** To and fro, and nearer and farther, so that the last picture fits the first. */
    private static Place place(long id) {
        double phase = 2 * Math.PI * (id % PICTURES) / PICTURES;
        double width = 120 + 30 * Math.cos(phase);
        return new Place(260 + 80 * Math.sin(phase), 240, width);
    }

    private void draw() {
        Animal cat = new Animal(1, new Scalar(60, 140, 230), AllocationTest::place);
        Mat background = Animal.background(11, 640, 480);
        for (int i = 0; i < PICTURES; i++) {
            pictures[i] = background.clone();
            cat.draw(pictures[i], i);
            places[i] = place(i);
        }
        background.release();
    }

    @AfterEach
    void release() {
        for (Mat picture : pictures) {
            picture.release();
        }
    }

    private Detections detect(long frameId) {
        found.clear();
        found.frameId = frameId;
        found.captureNanos = Play.capturedAt(frameId);
        Place p = places[(int) (frameId % PICTURES)];
        float y = (float) p.y();
        float w = (float) p.width();
        float h = (float) p.height();
        found.add(label, 16, 0.8f, (float) p.x(), y, w, h);
        found.add(label, 16, 0.8f, 20, 20, 60, 40);
        return found;
    }

    private void take(Track track, Tracks all) {
        confirmed += track.state == TrackState.CONFIRMED && all.count() == 2 ? 1 : 0;
    }

    private void run(TargetTracker tracker, long first, long last) {
        for (long id = first; id <= last; id++) {
            boolean answers = id > LATE && (id - LATE) % EVERY == 0;
            tracker.doWork(id, answers ? detect(id - LATE) : null, this, sink);
        }
    }

    @Test
    @Timeout(600) // Seconds, unless many share a processor.
    void noFrameAllocates() {
        draw();
        try (TargetTracker tracker =
                new TargetTracker(TrackerConfig.defaults(), new CorrelationTracker(), 0)) {
            run(tracker, 1, WARM_UP);
            confirmed = 0;
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long reading = THREADS.getCurrentThreadAllocatedBytes() - before;
            long start = THREADS.getCurrentThreadAllocatedBytes();
            run(tracker, WARM_UP + 1, WARM_UP + FRAMES);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - start - reading;
            assertThat(confirmed).as("frames with both tracks").isGreaterThan(FRAMES * 9 / 10);
            // The JVM itself takes some bytes at times; the smallest object of each frame is
            // 160,000.
            assertThat(allocated).as("bytes in all").isLessThan(FRAMES / 2);
        }
    }

    @Override
    public boolean open(long frameId) {
        open = frameId;
        return true;
    }

    @Override
    public Mat pixels() {
        return pictures[(int) (open % PICTURES)];
    }

    @Override
    public long sourceIndex() {
        return open - 1;
    }

    @Override
    public long captureNanos() {
        return Play.capturedAt(open);
    }

    @Override
    public boolean stillValid() {
        return true;
    }
}
