package org.catfollow.tracker.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackReason;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.tracker.TrackerConfig;
import org.catfollow.tracker.filter.CorrelationTracker;
import org.catfollow.tracker.lifecycle.FrameHistory;
import org.catfollow.tracker.lifecycle.TargetTracker;
import org.opencv.core.Mat;

/** One scenario: frames at 30 a second from a script, a detector that answers late, the whole tracker. */
final class Play implements FrameHistory, AutoCloseable {
    static final long PERIOD_NANOS = 1_000_000_000L / 30;
    static final int COLUMNS = 640;
    static final int ROWS = 480;

    /** What the tracker said of one frame. */
    record Said(
            long frameId,
            long trackId,
            TrackState state,
            TrackReason reason,
            float x,
            float y,
            float width,
            float height) {
        boolean valid() {
            return state == TrackState.TENTATIVE || state == TrackState.CONFIRMED;
        }

        double iou(Animal animal) {
            Animal.Place p = animal.at(frameId);
            return Boxes.iou(
                    x,
                    y,
                    width,
                    height,
                    (float) p.x(),
                    (float) p.y(),
                    (float) p.width(),
                    (float) p.height());
        }

        double centreError(Animal animal) {
            Animal.Place p = animal.at(frameId);
            return Math.hypot(
                    x + width / 2 - p.x() - p.width() / 2, y + height / 2 - p.y() - p.height() / 2);
        }
    }

    final List<Said> said = new ArrayList<>();
    private final List<Animal> animals;
    private final Map<Long, Mat> ring = new HashMap<>();
    private final TargetTracker tracker;
    private final Random jitter = new Random(5);
    private BiConsumer<Mat, Long> before = (frame, id) -> {};
    private BiConsumer<Mat, Long> after = (frame, id) -> {};
    private BiPredicate<Animal, Long> sees = (animal, id) -> true;
    private Mat background;
    private int slots = 16;
    private int columns = COLUMNS;
    private int every = 3;
    private int late = 3;
    private long newest;
    private long open;

    Play(TrackerConfig config, Animal... animals) {
        this.animals = List.of(animals);
        this.tracker = new TargetTracker(config, new CorrelationTracker(), 0);
    }

    /** A picture of another width, and a ring of another length. */
    Play of(int pictureColumns, int ringSlots) {
        columns = pictureColumns;
        slots = ringSlots;
        return this;
    }

    /** Draws over the background, before the animals. */
    Play under(BiConsumer<Mat, Long> painter) {
        before = painter;
        return this;
    }

    /** Draws over the animals. */
    Play over(BiConsumer<Mat, Long> painter) {
        after = painter;
        return this;
    }

    /** The detector looks at each {@code n}-th frame and answers so many frames later; 0 for none. */
    Play detector(int n, int framesLate, BiPredicate<Animal, Long> seesInFrame) {
        every = n;
        late = framesLate;
        sees = seesInFrame;
        return this;
    }

    /** Lets so many frames go by; the first is frame 1. */
    Play run(int frames) {
        if (background == null) {
            background = Animal.background(11, columns, ROWS);
        }
        long end = newest + frames;
        while (newest < end) {
            newest++;
            ring.put(newest, render(newest));
            Mat old = ring.remove(newest - slots);
            if (old != null) {
                old.release();
            }
            long seen = newest - late;
            boolean answers = every > 0 && seen > 0 && seen % every == 0;
            tracker.doWork(newest, answers ? detect(seen) : null, this, this::take);
        }
        return this;
    }

    /** Draws a frame. */
    Mat render(long frameId) {
        Mat frame = background.clone();
        before.accept(frame, frameId);
        for (Animal animal : animals) {
            animal.draw(frame, frameId);
        }
        after.accept(frame, frameId);
        return frame;
    }

    /** What a detector finds: boxes that are off by some per cent. */
    private Detections detect(long frameId) {
        Detections d = new Detections();
        d.frameId = frameId;
        d.captureNanos = capturedAt(frameId);
        for (Animal animal : animals) {
            if (animal.visible(frameId, columns, ROWS) > 0.6 && sees.test(animal, frameId)) {
                Animal.Place p = animal.at(frameId);
                float w = (float) (p.width() * about(1));
                float h = (float) (p.height() * about(1));
                d.add(
                        Detections.labelBytes("cat"),
                        16,
                        0.8f,
                        (float) (p.x() + p.width() * (about(1) - 1)),
                        (float) (p.y() + p.height() * (about(1) - 1)),
                        w,
                        h);
            }
        }
        return d;
    }

    private double about(double value) {
        return value * (1 + 0.04 * (2 * jitter.nextDouble() - 1));
    }

    private void take(Track track, Tracks all) {
        said.add(
                new Said(
                        track.frameId,
                        track.trackId,
                        track.state,
                        track.reason,
                        track.x,
                        track.y,
                        track.width,
                        track.height));
    }

    /** Returns what was said of a frame. */
    Said at(long frameId) {
        return said.get((int) frameId - 1);
    }

    /** Returns what was said of some frames, both ends among them. */
    List<Said> between(long first, long last) {
        return said.subList((int) first - 1, (int) last);
    }

    /** Returns each change of state with its frame, for messages. */
    String story() {
        StringBuilder story = new StringBuilder();
        Said last = null;
        for (Said s : said) {
            if (last == null
                    || s.state != last.state
                    || s.reason != last.reason
                    || s.trackId != last.trackId) {
                story.append(s.frameId).append(": #").append(s.trackId).append(' ');
                story.append(s.state).append(' ').append(s.reason).append("; ");
            }
            last = s;
        }
        return story.toString();
    }

    static long capturedAt(long frameId) {
        return 1_000_000_000L + frameId * PERIOD_NANOS;
    }

    @Override
    public boolean open(long frameId) {
        open = frameId;
        return ring.containsKey(frameId);
    }

    @Override
    public Mat pixels() {
        return ring.get(open);
    }

    @Override
    public long sourceIndex() {
        return open - 1;
    }

    @Override
    public long captureNanos() {
        return capturedAt(open);
    }

    @Override
    public boolean stillValid() {
        return true;
    }

    @Override
    public void close() {
        tracker.close();
        ring.values().forEach(Mat::release);
    }
}
