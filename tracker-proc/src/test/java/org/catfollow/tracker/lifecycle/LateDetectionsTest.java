package org.catfollow.tracker.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.tracker.TrackerConfig;
import org.catfollow.tracker.filter.CorrelationTracker;
import org.catfollow.tracker.filter.Sequences;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

/** The real cat, the real filter, and a detector that sees every 5th frame and answers 3 frames late. */
class LateDetectionsTest {
    private static final int EVERY = 5;
    private static final int LATE = 3;

    private final List<Sequences.Reference> references = new ArrayList<>();
    private final List<Mat> pictures = new ArrayList<>();
    private double overlapSum;
    private int judged;
    private int tracks;

    private Detections detected(int frame) {
        Sequences.Reference reference = references.get(frame);
        Detections detections = new Detections();
        detections.frameId = frame + 1L;
        detections.captureNanos = FakeFrames.capturedAt(frame + 1L);
        if (reference.score() >= 0.5f) {
            detections.add(
                    Detections.labelBytes("cat"),
                    16,
                    reference.score(),
                    reference.x(),
                    reference.y(),
                    reference.width(),
                    reference.height());
        }
        return detections;
    }

    private void judge(Track track, Tracks all) {
        tracks++;
        Sequences.Reference reference = references.get((int) track.frameId - 1);
        if (reference.score() >= 0.5f) {
            judged++;
            // A frame without a target counts as a miss.
            overlapSum +=
                    track.state == TrackState.NONE
                            ? 0
                            : Sequences.iou(reference, track.x, track.y, track.width, track.height);
        }
    }

    @Test
    void theTrackStaysOnTheCat() throws IOException {
        NativeLibraries.loadOpenCv();
        Path folder = Sequences.data("sequences/cat-chair/img");
        references.addAll(Sequences.detectorReference("derived/vitgracer_cat_reference.csv", 7));
        FakeFrames frames = new FakeFrames();
        FrameHistory ring =
                new FrameHistory() {
                    @Override
                    public boolean open(long frameId) {
                        boolean there = frames.open(frameId);
                        frames.picture = pictures.get((int) frameId - 1);
                        return there;
                    }

                    @Override
                    public Mat pixels() {
                        return frames.pixels();
                    }

                    @Override
                    public long sourceIndex() {
                        return frames.sourceIndex();
                    }

                    @Override
                    public long captureNanos() {
                        return frames.captureNanos();
                    }

                    @Override
                    public boolean stillValid() {
                        return frames.stillValid();
                    }
                };
        try (TargetTracker tracker =
                new TargetTracker(TrackerConfig.defaults(), new CorrelationTracker(), 0)) {
            for (int i = 0; i < references.size(); i++) {
                pictures.add(Sequences.frame(folder, "%04d", i + 1));
                frames.newest = i + 1L;
                int seen = i - LATE;
                boolean answers = seen >= 0 && seen % EVERY == 0;
                tracker.doWork(i + 1L, answers ? detected(seen) : null, ring, this::judge);
            }
            assertThat(tracker.counters().tracksStarted).isEqualTo(1);
            assertThat(tracker.counters().staleDetections).isZero();
        }
        pictures.forEach(Mat::release);
        System.out.printf("cat-chair, late detections: mean IoU %.3f%n", overlapSum / judged);
        assertThat(tracks).isEqualTo(references.size());
        assertThat(overlapSum / judged).isGreaterThan(0.75);
    }
}
