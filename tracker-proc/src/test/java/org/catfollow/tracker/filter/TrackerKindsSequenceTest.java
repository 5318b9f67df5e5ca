package org.catfollow.tracker.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

/**
 * One pass over recorded sequences, from the first drawn box, nothing told after it. The figures beside
 * come with the test data: on Crossing template matching reaches .645 mean overlap, OpenCV's MIL .189, a
 * box that never moves .040; on Jogging1 .665, .153 and .299.
 */
class TrackerKindsSequenceTest {
    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    private static double meanIou(TrackerKind kind, String name) throws IOException {
        Path folder = Sequences.data("tracking__OTB/" + name + "/img");
        List<Sequences.Reference> drawn =
                Sequences.drawnReference("tracking__OTB/" + name + "/groundtruth_rect.txt");
        TrackedBox out = new TrackedBox();
        double sum = 0;
        try (VisualTracker tracker = Trackers.make(kind)) {
            Sequences.Reference first = drawn.get(0);
            Mat frame = Sequences.frame(folder, "%04d", 1);
            tracker.init(frame, first.x(), first.y(), first.width(), first.height());
            for (int i = 1; i < drawn.size(); i++) {
                frame = Sequences.frame(folder, "%04d", i + 1);
                tracker.update(frame, out);
                frame.release();
                sum += Sequences.iou(drawn.get(i), out.x, out.y, out.width, out.height);
            }
        }
        return sum / (drawn.size() - 1);
    }

    /** The paper's authors follow this pedestrian to the end. */
    @Test
    void kcfFollowsThePedestrianBetterThanTemplateMatching() throws IOException {
        assertThat(meanIou(TrackerKind.KCF, "Crossing")).isGreaterThan(0.645);
    }

    @Test
    void mosseFollowsBothBetterThanMil() throws IOException {
        assertThat(meanIou(TrackerKind.MOSSE, "Crossing")).isGreaterThan(0.5);
        assertThat(meanIou(TrackerKind.MOSSE, "Jogging1")).isGreaterThan(0.4);
    }

    /** Another release of OpenCV made the figure. */
    @Test
    void milReachesWhatOpenCvReachesWithoutUs() throws IOException {
        assertThat(meanIou(TrackerKind.MIL, "Crossing")).isCloseTo(0.189, within(0.02));
    }

    @Test
    void nanoFollowsBothBetterThanTemplateMatching() throws IOException {
        assertThat(meanIou(TrackerKind.NANO, "Crossing")).isGreaterThan(0.645);
        assertThat(meanIou(TrackerKind.NANO, "Jogging1")).isGreaterThan(0.665);
    }
}
