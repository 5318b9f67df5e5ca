package org.catfollow.detector;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Looks at many frames, or opens and closes a model many times, and says what memory that took; started
 * by {@link SteadyMemoryTest} as a process with the flags of the stage.
 */
public final class SteadyMemoryProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PICTURES = 16;
    private static final int SETTLING_OPENINGS = 80;

    /** What is left behind each time grows in every part; what the JVM takes once, in one of them. */
    private static final int PARTS = 5;

    /** The JDK specialises a method handle once more at its 127th call. */
    private static final int FEWEST_SETTLING_FRAMES = 200;

    private final DetectorConfig config;
    private final int leakBytes;
    private final Arena leaked = Arena.ofShared();

    private SteadyMemoryProbe(DetectorConfig config, int leakBytes) {
        this.config = config;
        this.leakBytes = leakBytes;
    }

    /**
     * Arguments: "frames" or "openings", how many, bytes to leak each time, model, its labels or
     * "inside", a photograph or "none". Of the frames, a tenth and at least 200 go by before the first
     * measurement.
     */
    public static void main(String[] arguments) {
        NativeLibraries.loadOpenCv();
        DetectorConfig usual =
                new DetectorConfig(
                        Path.of(arguments[3]),
                        arguments[4].equals("inside") ? null : Path.of(arguments[4]),
                        List.of("all"),
                        0.1f,
                        ScheduleSettings.EVERY_FRAME,
                        GateSettings.NONE,
                        1,
                        true);
        SteadyMemoryProbe probe = new SteadyMemoryProbe(usual, Integer.parseInt(arguments[2]));
        int times = Integer.parseInt(arguments[1]);
        if (arguments[0].equals("frames")) {
            probe.look(times, pictures(arguments[5]));
        } else {
            probe.open(times);
        }
    }

    private void look(int frames, List<Mat> pictures) {
        Detections found = new Detections();
        int settled = Math.max(FEWEST_SETTLING_FRAMES, frames / 10);
        long boxes = 0;
        try (TfliteDetector detector = TfliteDetector.open(config)) {
            for (int i = 0; i < settled; i++) {
                boxes += look(detector, pictures.get(i % PICTURES), found);
            }
            Growth growth = new Growth(frames - settled);
            // Both ends are read the same way, so that what the reading costs cancels out.
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long reading = THREADS.getCurrentThreadAllocatedBytes() - before;
            long start = THREADS.getCurrentThreadAllocatedBytes();
            long measuring = 0;
            for (int i = settled; i < frames; i++) {
                boxes += look(detector, pictures.get(i % PICTURES), found);
                if (growth.ends(i + 1 - settled)) {
                    long pause = THREADS.getCurrentThreadAllocatedBytes();
                    growth.measure();
                    measuring += THREADS.getCurrentThreadAllocatedBytes() - pause;
                }
            }
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - start - reading - measuring;
            report(frames - settled, growth, allocated, boxes);
        }
    }

    private int look(TfliteDetector detector, Mat picture, Detections found) {
        detector.detect(picture, found);
        leak();
        return found.count();
    }

    private void leak() {
        if (leakBytes > 0) {
            MemorySegment forgotten = leaked.allocate(leakBytes);
            forgotten.fill((byte) 1);
        }
    }

    private void open(int times) {
        Detections found = new Detections();
        Mat picture = new Mat(48, 64, CvType.CV_8UC3);
        Core.randu(picture, 0, 256);
        Growth growth = null;
        for (int i = 0; i < SETTLING_OPENINGS + times; i++) {
            if (i == SETTLING_OPENINGS) {
                growth = new Growth(times);
            }
            try (TfliteDetector detector = openElsewhere()) {
                detector.detect(picture, found);
            }
            leak();
            if (growth != null && growth.ends(i + 1 - SETTLING_OPENINGS)) {
                growth.measure();
            }
        }
        report(times, growth, 0, found.count());
    }

    /** On a thread of its own, as when a model is changed at run time. */
    private TfliteDetector openElsewhere() {
        FutureTask<TfliteDetector> opening = new FutureTask<>(() -> TfliteDetector.open(config));
        new Thread(opening).start();
        try {
            return opening.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void report(int times, Growth growth, long allocated, long boxes) {
        System.out.printf(
                "times %d grown %d KiB (parts %s) allocated %d bytes boxes %d%n",
                times, growth.kibibytes(), Arrays.toString(growth.parts), allocated, boxes);
    }

    /** How the memory outside of the heap grew in each of {@link #PARTS} equal parts of a run. */
    private static final class Growth {
        private final long[] parts = new long[PARTS];
        private final int times;
        private int part;
        private long last = ownKibibytes();

        Growth(int times) {
            this.times = times;
        }

        /** Returns whether a part ends after so many times. */
        boolean ends(int done) {
            return done == (long) times * (part + 1) / PARTS;
        }

        void measure() {
            long now = ownKibibytes();
            parts[part++] = now - last;
            last = now;
        }

        /** Returns what the whole run left behind, by the part in the middle. */
        long kibibytes() {
            long[] sorted = parts.clone();
            Arrays.sort(sorted);
            return sorted[PARTS / 2] * PARTS;
        }
    }

    /** Frames of different content: parts of a photograph, or noise; all of one size. */
    private static List<Mat> pictures(String photograph) {
        Mat whole = new Mat(600, 800, CvType.CV_8UC3);
        Core.randu(whole, 0, 256);
        if (!photograph.equals("none")) {
            Imgproc.resize(Imgcodecs.imread(photograph), whole, whole.size());
        } else {
            Imgproc.threshold(whole, whole, 127, 255, Imgproc.THRESH_BINARY);
        }
        List<Mat> pictures = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            Mat part = whole.submat(i * 4, i * 4 + 480, i * 8, i * 8 + 640).clone();
            pictures.add(part);
        }
        return pictures;
    }

    /** Returns the memory that is this process's alone and was written to: no code, no files. */
    private static long ownKibibytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Private_Dirty:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
