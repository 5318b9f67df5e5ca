package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Looking at frames costs no memory that is not given back, on the Java heap or outside of it, and
 * neither does opening and closing a model; measured in a JVM of its own, with the flags of the stage
 * and all of its heap touched beforehand. What grows in most parts of a run counts; what grows once
 * does not: the JVM's compiler takes 4 to 5 MiB when it pleases, and keeps them.
 *
 * <p>By default with 200,000 frames of a model of a few hundred bytes, and a few of a real one. With
 * 10,000 frames of the SSD, 2,000 of each other kind and 200 openings, which take some minutes:
 *
 * <pre>
 * mvn test -pl detector-proc -am -Dtest=SteadyMemoryTest -Dsurefire.failIfNoSpecifiedTests=false
 *     -Dcatfollow.steady.frames=10000
 * </pre>
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "child processes", mode = ResourceAccessMode.READ)
class SteadyMemoryTest {
    private static final int FRAMES = Integer.getInteger("catfollow.steady.frames", 400);
    private static final int ALL_FRAMES = 10_000;
    private static final int TINY_FRAMES = 200_000;

    /** A hundred bytes in each of the small model's frames would be some 18 MiB. */
    private static final long TINY_KIBIBYTES = 4_096;

    /** The same of a real one. */
    private static final long FRAMES_KIBIBYTES = 6_144;

    /** What the allocator may lose between blocks of some MiB each; one picture is 264 KiB. */
    private static final long OPENINGS_KIBIBYTES = 8_192;

    /** What the JVM itself takes at times; the smallest object is 16 bytes. */
    private static final long BYTES_PER_FRAME = 8;

    private static final Pattern REPORT =
            Pattern.compile(
                    "times (\\d+) grown (-?\\d+) KiB \\(parts .*\\)"
                            + " allocated (-?\\d+) bytes boxes (\\d+)");

    @TempDir Path folder;

    /** What the probe found: memory outside of the heap, and bytes on the heap. */
    private record Cost(int times, long grownKibibytes, long allocatedBytes, long boxes) {}

    @Test
    void aFrameLeavesNothingBehind() throws Exception {
        Cost cost = cost("frames", TINY_FRAMES, 0, tiny(), labels(), "none");
        assertThat(cost.boxes).as("boxes").isPositive();
        assertThat(cost.allocatedBytes)
                .as("bytes on the heap")
                .isLessThan(BYTES_PER_FRAME * cost.times);
        assertThat(cost.grownKibibytes).as("KiB outside of the heap").isLessThan(TINY_KIBIBYTES);
    }

    @Test
    void aHundredBytesLeftBehindByEachFrameAreNoticed() throws Exception {
        Cost cost = cost("frames", TINY_FRAMES, 100, tiny(), labels(), "none");
        assertThat(cost.grownKibibytes).isGreaterThan(2 * TINY_KIBIBYTES);
    }

    @ParameterizedTest
    @CsvSource({
        TestData.LABELLED_MODEL + ",inside,1",
        TestData.YOLOV8_MODEL + ",inside,5",
        TestData.YOLOX_MODEL + ",google-coral__test_data/coco_labels.txt,5",
        TestData.VOC_MODEL + ",voc,5"
    })
    void aFrameOfARealModelLeavesNothingBehind(String model, String labels, int share)
            throws Exception {
        assumeTrue(FRAMES >= ALL_FRAMES || share == 1, "only with all frames");
        Cost cost =
                cost(
                        "frames",
                        FRAMES / share,
                        0,
                        TestData.file(model),
                        labelsOf(labels),
                        TestData.file("tensorflow__tflite-support/cats_and_dogs.jpg").toString());
        assertThat(cost.boxes).as("boxes").isPositive();
        assertThat(cost.allocatedBytes)
                .as("bytes on the heap")
                .isLessThan(BYTES_PER_FRAME * cost.times);
        assertThat(cost.grownKibibytes).as("KiB outside of the heap").isLessThan(FRAMES_KIBIBYTES);
    }

    @ParameterizedTest
    @CsvSource({
        TestData.LABELLED_MODEL + ",inside",
        TestData.YOLOV8_MODEL + ",inside",
        TestData.YOLOX_MODEL + ",google-coral__test_data/coco_labels.txt",
        TestData.VOC_MODEL + ",voc"
    })
    void aModelThatIsClosedLeavesNothingBehind(String model, String labels) throws Exception {
        boolean all = FRAMES >= ALL_FRAMES;
        assumeTrue(all || model.equals(TestData.LABELLED_MODEL), "only with all frames");
        int openings = all ? 200 : 100;
        Cost cost = cost("openings", openings, 0, TestData.file(model), labelsOf(labels), "none");
        assertThat(cost.grownKibibytes)
                .as("KiB outside of the heap")
                .isLessThan(OPENINGS_KIBIBYTES);
    }

    @Test
    void aPictureLeftBehindByEachModelIsNoticed() throws Exception {
        Cost cost = cost("openings", 100, 300 * 300 * 3, tiny(), labels(), "none");
        assertThat(cost.grownKibibytes).isGreaterThan(2 * OPENINGS_KIBIBYTES);
    }

    private Path tiny() {
        return TinyModels.rows(folder.resolve("rows.tflite"), 32, new byte[0]);
    }

    private String labels() throws IOException {
        return Files.writeString(folder.resolve("two.txt"), "nought\none\n").toString();
    }

    private String labelsOf(String name) throws IOException {
        if (name.equals("voc")) {
            String names = String.join("\n", TestData.VOC_NAMES) + "\n";
            return Files.writeString(folder.resolve("voc.txt"), names).toString();
        }
        return name.equals("inside") ? name : TestData.file(name).toString();
    }

    private static Cost cost(
            String what, int times, int leakBytes, Path model, String labels, String photograph)
            throws IOException, InterruptedException {
        String jvm = System.getProperty("catfollow.repository", ".") + "/deploy/jvm/";
        Process process =
                new ProcessBuilder(
                                List.of(
                                        ProcessHandle.current().info().command().orElseThrow(),
                                        "@" + jvm + "common.args",
                                        "@" + jvm + "detector.args",
                                        "-Xms64m",
                                        "-XX:+AlwaysPreTouch",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        SteadyMemoryProbe.class.getName(),
                                        what,
                                        Integer.toString(times),
                                        Integer.toString(leakBytes),
                                        model.toString(),
                                        labels,
                                        photograph))
                        .redirectErrorStream(true)
                        .start();
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            System.out.print(model.getFileName() + " " + what + ": " + output);
            assertThat(process.waitFor()).as(output).isZero();
            Matcher report = REPORT.matcher(output);
            assertThat(report.find()).as(output).isTrue();
            return new Cost(
                    Integer.parseInt(report.group(1)),
                    Long.parseLong(report.group(2)),
                    Long.parseLong(report.group(3)),
                    Long.parseLong(report.group(4)));
        } finally {
            process.destroyForcibly();
        }
    }
}
