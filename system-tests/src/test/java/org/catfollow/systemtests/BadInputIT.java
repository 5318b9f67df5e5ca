package org.catfollow.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.systemtests.Launched.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What users get wrong: one line, the documented exit code, and nothing left behind. Two at a time: no
 * figure is taken of those who run.
 */
class BadInputIT {
    private final Instance instance = new Instance("bad-input");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    /** Runs a stage alone; it must refuse and leave neither process nor file. */
    private void refuses(ExitCode code, String words, String stage, String... flags) {
        Outcome outcome = instance.stage(stage, flags).finish();
        String what = stage + " " + Arrays.toString(flags) + ": " + outcome.err() + outcome.out();
        assertThat(outcome.code()).as(what).isEqualTo(code.code());
        assertThat(outcome.onlyErrorLine()).as(what).contains(words);
        instance.assertNothingLeft();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void refusesWrongFlags() {
        refuses(ExitCode.USAGE, "unknown source", "capture", "--source", "camera:0");
        refuses(ExitCode.USAGE, "--framerate", "capture", "--framerate", "0");
        refuses(ExitCode.USAGE, "--nosuch", "detector", "--nosuch");
        refuses(ExitCode.USAGE, "--init-box", "tracker", "--init-box", "1,2,3");
        refuses(ExitCode.USAGE, "--car", "control", "--car", "lorry");
        refuses(ExitCode.USAGE, "--silent-ms", "guard", "--silent-ms", "10");
        Outcome named =
                instance.start(
                                Map.of(),
                                List.of(
                                        Distribution.program("tracker-proc").toString(),
                                        "--name",
                                        "../" + instance.name))
                        .finish();
        assertThat(named.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(named.onlyErrorLine()).contains("--name");
        Outcome launched = instance.launch("up", "--nosuch");
        assertThat(launched.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(launched.onlyErrorLine()).contains("unknown flag --nosuch");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void refusesSourcesThatCannotBeRead() throws IOException {
        Path empty = Files.createDirectory(instance.folder.resolve("empty"));
        Path large = Files.createDirectory(instance.folder.resolve("large"));
        Pictures.writeStripes(large.resolve("1.jpg"), 800, 600);
        Path text = Files.writeString(instance.folder.resolve("text.avi"), "no video\n");
        refuses(ExitCode.HARDWARE, "no pictures", "capture", "--source", "images:" + empty);
        refuses(ExitCode.HARDWARE, "does not exist", "capture", "--source", "images:/nosuch");
        refuses(
                ExitCode.HARDWARE,
                "800x600 pixels, more than the slot's 640x480",
                "capture",
                "--source",
                "images:" + large);
        refuses(ExitCode.HARDWARE, text.toString(), "capture", "--source", "file:" + text);
        refuses(ExitCode.HARDWARE, "/nosuch.avi", "capture", "--source", "file:/nosuch.avi");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void refusesModelsThatCannotBeUsed() throws IOException {
        Path labels = Files.writeString(instance.folder.resolve("labels.txt"), "cat\ndog\n");
        Path text =
                Files.writeString(instance.folder.resolve("text.tflite"), "no model ".repeat(99));
        refusesModel("/nosuch.tflite", "/nosuch.tflite", labels);
        refusesModel(text.toString(), text.toString(), labels);
        Path truncated = instance.folder.resolve("truncated.tflite");
        byte[] whole = Files.readAllBytes(Distribution.model());
        Files.write(truncated, Arrays.copyOf(whole, whole.length / 2));
        refusesModel(truncated.toString(), truncated.toString(), Distribution.labels());
        refuses(
                ExitCode.MODEL,
                "cannot be read as --model-type ssd",
                "detector",
                "--model",
                Distribution.data("models_alt/yolox_nano.tflite").toString(),
                "--model-type",
                "ssd",
                "--labels",
                Distribution.labels().toString());
        refusesModel("do not fit the model", Distribution.model().toString(), labels);
        refuses(ExitCode.MODEL, "no model is called 'dog-sim'", "detector", "--model", "dog-sim");
        refusesModel("/nosuch.txt", Distribution.model().toString(), Path.of("/nosuch.txt"));
    }

    private void refusesModel(String words, String model, Path labels) {
        refuses(ExitCode.MODEL, words, "detector", "--model", model, "--labels", labels.toString());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void refusesPathsThatHoldNoRegionOfOurs() throws IOException {
        Path text = Files.writeString(instance.folder.resolve("region.txt"), "mine ".repeat(2000));
        Path shorter = Files.writeString(instance.folder.resolve("short.txt"), "mine\n");
        Path other = instance.folder.resolve("other-version");
        ByteBuffer header = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(HeaderLayout.MAGIC, HeaderLayout.MAGIC_VALUE);
        header.putLong(HeaderLayout.READY, HeaderLayout.READY_VALUE);
        header.putInt(HeaderLayout.LAYOUT_VERSION, HeaderLayout.VERSION + 1);
        Files.write(other, header.array());
        refusesRegion("no cat-follow region", "control", text);
        refusesRegion("no cat-follow region", "tracker", shorter);
        refusesRegion(
                "layout version expected="
                        + HeaderLayout.VERSION
                        + " actual="
                        + (HeaderLayout.VERSION + 1),
                "capture",
                other);
        refusesRegion("no file that you may read", "detector", instance.folder);
        assertThat(text).hasContent("mine ".repeat(2000));
        assertThat(other).hasBinaryContent(header.array());
        try (Stream<Path> files = Files.list(instance.folder)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".lock"));
        }
    }

    private void refusesRegion(String words, String stage, Path region) {
        refuses(ExitCode.REGION, words, stage, "--region", region.toString());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void saysHowMuchSpaceIsMissing() throws IOException {
        Path small = Files.createDirectory(instance.folder.resolve("small"));
        Outcome mounted =
                instance.start(
                                Map.of(),
                                List.of(
                                        "mount",
                                        "-t",
                                        "tmpfs",
                                        "-o",
                                        "size=2m",
                                        "cat-follow-test",
                                        small.toString()))
                        .finish();
        Assumptions.assumeTrue(mounted.code() == 0, () -> "cannot mount: " + mounted.err());
        try {
            refusesRegion("needs 15 MB, has 2 MB", "control", small.resolve("region"));
            assertThat(small).isEmptyDirectory();
            Outcome up =
                    instance.start(
                                    Map.of("CAT_FOLLOW_SHM_DIR", small.toString()),
                                    List.of(
                                            Distribution.program("launch.sh").toString(),
                                            "--name",
                                            instance.name,
                                            "up"))
                            .finish();
            assertThat(up.code()).isEqualTo(ExitCode.REGION.code());
            assertThat(up.onlyErrorLine()).contains("needs 15 MB, has 2 MB");
            assertThat(small).isEmptyDirectory();
        } finally {
            Outcome unmounted =
                    instance.start(Map.of(), List.of("umount", small.toString())).finish();
            assertThat(unmounted.code()).as(unmounted.err()).isZero();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void endsAllWhenAStageCannotStart() {
        Outcome up = instance.launch("up", "--source", "test:", "--model", "/nosuch.tflite");
        assertThat(up.code()).isEqualTo(ExitCode.MODEL.code());
        assertThat(up.onlyErrorLine()).contains("/nosuch.tflite");
        instance.assertNothingLeft();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void leavesTheOtherStagesOfARunningRobotAlone() throws IOException {
        Path pictures = Files.createDirectory(instance.folder.resolve("pictures"));
        writePictures(pictures);
        String source = "images:" + pictures;
        instance.up("--source", source, "--framerate", "25", "--loop", "--model", "none");
        try (LiveRegion live = instance.attach()) {
            Map<String, Long> pids = live.pids();
            goesOnPastBadPictures(live);
            // By hand, and wrong, on the same region.
            Outcome detector = instance.stage("detector", "--model", "/nosuch.tflite").finish();
            assertThat(detector.code()).isEqualTo(ExitCode.MODEL.code());
            detector.onlyErrorLine();
            Outcome capture = instance.stage("capture", "--source", source).finish();
            assertThat(capture.code()).isEqualTo(ExitCode.REGION.code());
            assertThat(capture.onlyErrorLine()).contains("process " + pids.get("capture"));
            live.awaitFrames(5, "capture", "tracker", "control");
            assertThat(live.pids()).isEqualTo(pids);
            startsAgainWithoutPictures(live, pictures);
            Map<String, Long> now = live.pids();
            assertThat(now.remove("capture")).isNotEqualTo(pids.remove("capture"));
            assertThat(now).isEqualTo(pids);
        }
    }

    private static void writePictures(Path folder) throws IOException {
        for (int i = 1; i <= 12; i++) {
            Path picture = folder.resolve(i + ".jpg");
            switch (i) {
                case 4 -> Files.write(picture, "no picture\n".getBytes(UTF_8));
                case 8 -> Pictures.writeStripes(picture, 800, 600);
                default -> Pictures.writeStripes(picture, 320, 240);
            }
        }
    }

    private void goesOnPastBadPictures(LiveRegion live) {
        live.awaitFrames(30, "capture", "tracker", "control");
        assertThat(live.row("capture").epoch()).isEqualTo(1);
        String log = instance.log("capture");
        assertThat(log).contains("4.jpg").contains("8.jpg is 800x600 pixels");
        assertThat(log).doesNotContain("Exception");
        assertThat(live.row("capture").lastError()).containsPattern("[48]\\.jpg");
    }

    private void startsAgainWithoutPictures(LiveRegion live, Path pictures) throws IOException {
        Path aside = pictures.resolveSibling("aside");
        Files.move(pictures, aside);
        Files.createDirectory(pictures);
        Outcome restart = instance.launch("restart", "capture");
        assertThat(restart.code()).isEqualTo(ExitCode.HARDWARE.code());
        assertThat(restart.onlyErrorLine()).contains("no pictures");
        assertThat(live.isAlive("tracker")).isTrue();
        assertThat(live.isAlive("control")).isTrue();
        assertThat(live.isAlive("detector")).isTrue();
        // Else the launcher starts it once more just while the pictures come back.
        assertThat(instance.launch("stop", "capture").code()).isZero();
        Files.delete(pictures);
        Files.move(aside, pictures);
        Outcome start = instance.launch("start", "capture");
        assertThat(start.code()).as(start.err()).isZero();
        live.awaitFrames(5, "capture", "tracker", "control");
    }
}
