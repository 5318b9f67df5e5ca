package org.catfollow.tracker.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

/**
 * Passes over recorded sequences, nothing told after the first box: success AUC (the mean over
 * thresholds of the share of frames whose IoU is larger) from the reference box, from disturbed ones
 * (SRE) and from later starts (TRE). OpenCV's CSRT reaches .703, .606, .825 and .411 in one pass, and
 * .65, .65 and .57 in the means of the three (measured by others, same boxes).
 */
class CorrelationTrackerSequenceTest {
    private static final double[][] DISTURBED = {
        {0.1, 0, 1}, {0, -0.1, 1}, {0, 0, 0.9}, {0, 0, 1.1}
    };

    private record Sequence(String name, List<Mat> frames, List<Sequences.Reference> references) {
        double pass(int start, double shiftX, double shiftY, double factor) {
            TrackedBox out = new TrackedBox();
            int[] over = new int[21];
            int count = 0;
            try (CorrelationTracker tracker = new CorrelationTracker()) {
                Sequences.Reference r = references.get(start);
                double left = r.x() + r.width() * (shiftX + (1 - factor) / 2);
                double top = r.y() + r.height() * (shiftY + (1 - factor) / 2);
                tracker.init(
                        frames.get(start),
                        (float) left,
                        (float) top,
                        (float) (r.width() * factor),
                        (float) (r.height() * factor));
                for (int i = start + 1; i < frames.size(); i++) {
                    tracker.update(frames.get(i), out);
                    r = references.get(i);
                    if (r.score() >= 0.5) {
                        count(Sequences.iou(r, out.x, out.y, out.width, out.height), over);
                        count++;
                    }
                }
            }
            double sum = 0;
            for (int frames : over) {
                sum += (double) frames / count;
            }
            return sum / over.length;
        }

        private static void count(double iou, int[] over) {
            for (int i = 0; i < over.length; i++) {
                if (iou > i * 0.05) {
                    over[i]++;
                }
            }
        }

        int startNear(int frame) {
            int start = frame;
            while (references.get(start).score() < 0.5) {
                start++;
            }
            return start;
        }
    }

    private static final List<Sequence> SEQUENCES = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        NativeLibraries.loadOpenCv();
        for (String name : List.of("Crossing", "Jogging1")) {
            read(
                    name,
                    "tracking__OTB/" + name + "/img",
                    "%04d",
                    Sequences.drawnReference("tracking__OTB/" + name + "/groundtruth_rect.txt"));
        }
        read(
                "person",
                "klahaag__cf_tracking/sample_sequence_compressed",
                "%05d",
                Sequences.detectorReference("derived/klahaag_person_reference.csv", 1));
        read(
                "cat-chair",
                "sequences/cat-chair/img",
                "%04d",
                Sequences.detectorReference("derived/vitgracer_cat_reference.csv", 7));
    }

    private static void read(
            String name, String folder, String digits, List<Sequences.Reference> references) {
        List<Mat> frames = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            frames.add(Sequences.frame(Sequences.data(folder), digits, i + 1));
        }
        SEQUENCES.add(new Sequence(name, frames, references));
    }

    @AfterAll
    static void release() {
        SEQUENCES.forEach(s -> s.frames.forEach(Mat::release));
        SEQUENCES.clear();
    }

    /** Floors are CSRT's figures less .03, for the cat's more: its shape changes by a factor of 2.8. */
    @Test
    void onePassIsNowhereMuchWorseThanCsrtAndBetterInTheMean() {
        double[] floors = {0.673, 0.66, 0.795, 0.45};
        double mean = 0;
        for (int i = 0; i < floors.length; i++) {
            Sequence s = SEQUENCES.get(i);
            double auc = s.pass(0, 0, 0, 1);
            System.out.printf(Locale.ROOT, "%s: success AUC %.3f%n", s.name, auc);
            assertThat(auc).as(s.name).isGreaterThan(floors[i]);
            mean += auc / floors.length;
        }
        assertThat(mean).isGreaterThan(0.68);
    }

    @Test
    void disturbedFirstBoxesDoNotLoseTheTarget() {
        double mean = 0;
        for (Sequence s : SEQUENCES) {
            for (double[] d : DISTURBED) {
                mean += s.pass(0, d[0], d[1], d[2]) / (DISTURBED.length * SEQUENCES.size());
            }
        }
        System.out.printf(Locale.ROOT, "disturbed starts: success AUC %.3f%n", mean);
        assertThat(mean).isGreaterThan(0.62);
    }

    @Test
    void laterStartsAreFollowedToo() {
        double mean = 0;
        for (Sequence s : SEQUENCES) {
            for (int third = 1; third < 3; third++) {
                int start = s.startNear(third * s.frames.size() / 3);
                mean += s.pass(start, 0, 0, 1) / (2 * SEQUENCES.size());
            }
        }
        System.out.printf(Locale.ROOT, "later starts: success AUC %.3f%n", mean);
        assertThat(mean).isGreaterThan(0.65);
    }
}
