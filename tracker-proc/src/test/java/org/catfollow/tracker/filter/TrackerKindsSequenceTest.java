package org.catfollow.tracker.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** Follows by MIL and prints the mean overlap; a process of its own. */
    public static void main(String[] arguments) throws IOException {
        NativeLibraries.loadOpenCv();
        System.out.println("mean " + meanIou(TrackerKind.MIL, arguments[0]));
    }

    /**
     * Another release of OpenCV made the figure. In a JVM of its own: MIL draws from a generator of the
     * whole process, whose state is what trackers before left.
     */
    @Test
    void milReachesWhatOpenCvReachesWithoutUs() throws IOException {
        Sequences.data("tracking__OTB/Crossing/img");
        String repository = System.getProperty("catfollow.repository", ".");
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "@" + repository + "/deploy/jvm/common.args",
                                "-Dcatfollow.repository=" + repository,
                                "-cp",
                                System.getProperty("java.class.path"),
                                TrackerKindsSequenceTest.class.getName(),
                                "Crossing")
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher mean = Pattern.compile("mean ([0-9.]+)").matcher(output);
        assertThat(mean.find()).as(output).isTrue();
        assertThat(Double.parseDouble(mean.group(1))).isCloseTo(0.189, within(0.02));
    }

    @Test
    void nanoFollowsBothBetterThanTemplateMatching() throws IOException {
        assertThat(meanIou(TrackerKind.NANO, "Crossing")).isGreaterThan(0.645);
        assertThat(meanIou(TrackerKind.NANO, "Jogging1")).isGreaterThan(0.665);
    }
}
