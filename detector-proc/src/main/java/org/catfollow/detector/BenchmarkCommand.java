package org.catfollow.detector;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.heads.ModelType;
import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.Mat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code benchmark}: times a model with and without XNNPACK, one run of each in turn, so that a busy
 * machine slows both; and compares the boxes. No region needed.
 */
@Command(
        name = "benchmark",
        description = "Times a model with and without XNNPACK and compares the boxes.",
        mixinStandardHelpOptions = true)
final class BenchmarkCommand implements Callable<Integer> {
    private static final int WARM_UP_RUNS = 5;
    private static final int MOST_RUNS = 100_000;
    private static final float MIN_SCORE = 0.25f;

    /** Boxes that near to the lowest score may be on either side of it. */
    private static final float SURELY_ABOVE = 0.3f;

    private static final double NANOS_PER_MILLI = 1e6;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            description = "TensorFlow Lite model.")
    private Path model;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Names of the model's classes. Default: the labels inside the model.")
    private Path labels;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "Picture to look at. Default: a drawn one, 640x480.")
    private Path image;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "50",
            description = "Timed runs of each. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of the inference. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (runs < 1 || runs > MOST_RUNS) {
            throw new StageFailure(
                    ExitCode.USAGE, "--runs " + runs + " is outside 1.." + MOST_RUNS);
        }
        NativeLibraries.loadOpenCv();
        Mat picture = image == null ? StillPictures.drawn() : StillPictures.read(image);
        try (TfliteDetector plain = TfliteDetector.open(config(false));
                TfliteDetector fast = TfliteDetector.open(config(true))) {
            if (!fast.warning().isEmpty()) {
                throw new StageFailure(ExitCode.FAILED, "nothing to compare: " + fast.warning());
            }
            long[] plainNanos = new long[runs];
            long[] fastNanos = new long[runs];
            plain.preprocess(picture);
            fast.preprocess(picture);
            for (int i = -WARM_UP_RUNS; i < runs; i++) {
                time(plain, plainNanos, i);
                time(fast, fastNanos, i);
            }
            Detections plainBoxes = new Detections();
            Detections fastBoxes = new Detections();
            plain.decode(plainBoxes);
            fast.decode(fastBoxes);
            BoxAgreement agreement = BoxAgreement.of(plainBoxes, fastBoxes, SURELY_ABOVE);
            print(fast.type(), plainNanos, fastNanos, agreement);
            return (agreement.agrees() ? ExitCode.DONE : ExitCode.FAILED).code();
        } finally {
            picture.release();
        }
    }

    private DetectorConfig config(boolean xnnpack) {
        return new DetectorConfig(
                model,
                labels,
                List.of(ClassFilter.ALL),
                MIN_SCORE,
                ScheduleSettings.EVERY_FRAME,
                GateSettings.NONE,
                threads,
                xnnpack);
    }

    private static void time(ObjectDetector detector, long[] nanos, int run) {
        long start = System.nanoTime();
        detector.invoke();
        long end = System.nanoTime();
        if (run >= 0) {
            nanos[run] = end - start;
        }
    }

    private void print(
            ModelType type, long[] plainNanos, long[] fastNanos, BoxAgreement agreement) {
        Arrays.sort(plainNanos);
        Arrays.sort(fastNanos);
        double plainMedian = percentileMillis(plainNanos, 50);
        double fastMedian = percentileMillis(fastNanos, 50);
        double plainTail = percentileMillis(plainNanos, 99);
        double fastTail = percentileMillis(fastNanos, 99);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s (%s), %d thread%s, %d runs each, in turn%n",
                model.getFileName(),
                type,
                threads,
                threads == 1 ? "" : "s",
                runs);
        out.printf(Locale.ROOT, "%-16s %9s %9s%n", "", "p50 ms", "p99 ms");
        out.printf(Locale.ROOT, "%-16s %9.2f %9.2f%n", "without XNNPACK", plainMedian, plainTail);
        out.printf(Locale.ROOT, "%-16s %9.2f %9.2f%n", "with XNNPACK", fastMedian, fastTail);
        out.printf(
                Locale.ROOT,
                "%-16s %9.1f %9.1f%n",
                "times faster",
                plainMedian / fastMedian,
                plainTail / fastTail);
        out.println(describe(agreement));
        out.flush();
    }

    private static String describe(BoxAgreement agreement) {
        if (agreement.boxes() == 0) {
            return "boxes agree: none in this picture; pass --image to compare some";
        }
        return String.format(
                Locale.ROOT,
                "boxes %s: %d looked up, %d without partner, least overlap %.3f, largest score"
                        + " difference %.4f",
                agreement.agrees() ? "agree" : "DIFFER",
                agreement.boxes(),
                agreement.missing(),
                agreement.leastOverlap(),
                agreement.largestScoreDifference());
    }

    private static double percentileMillis(long[] sortedNanos, int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sortedNanos.length);
        return sortedNanos[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
    }
}
