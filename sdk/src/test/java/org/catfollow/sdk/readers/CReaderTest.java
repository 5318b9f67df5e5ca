package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.SignalsLayout;
import org.catfollow.shm.ring.FrameDescription;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code catfollow.h} makes of the ring. */
class CReaderTest {
    private static final Path SPOKEN_TO = Gcc.SDK.resolve("src/test/c/spoken_to.c");

    @TempDir static Path folder;

    private static Path compiled;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        compiled = Gcc.compile("gcc", SPOKEN_TO, folder.resolve("spoken_to"), "-std=c11", "-O2");
    }

    private static CProgram reading(Camera camera) throws IOException {
        CProgram program = new CProgram(compiled);
        assertThat(program.ask("attach " + camera.path())).isEqualTo("attached");
        return program;
    }

    private static int waiters(Camera camera) {
        return camera.region()
                .memory()
                .readVolatileInt(
                        Camera.GEOMETRY.offset(Section.SIGNALS) + SignalsLayout.FRAME_WAITERS);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void compilesAsItIsWithEachOptimisationAndAsCPlusPlus() throws Exception {
        Path source = Gcc.SDK.resolve("c/example.c");
        for (String flag : List.of("-O0", "-O2", "-O3")) {
            Gcc.compile("gcc", source, folder.resolve("example" + flag), "-std=c11", flag);
        }
        Gcc.compile("gcc", source, folder.resolve("gnu"), "-std=gnu11", "-D_GNU_SOURCE");
        Gcc.compile(
                "gcc",
                source,
                folder.resolve("strict"),
                "-std=c11",
                "-pedantic",
                "-Wconversion",
                "-Wshadow");
        Gcc.compile("g++", source, folder.resolve("plus"), "-std=c++11", "-x", "c++");
    }

    @Test
    void aFrameIsWhatWasWritten() throws IOException {
        try (Camera camera = new Camera();
                CProgram program = reading(camera)) {
            FrameDescription frame = Camera.usual();
            frame.cameraId = 3;
            frame.captureEpoch = 9;
            camera.write(frame);
            assertThat(program.ask("newest")).isEqualTo("1 1");
            assertThat(program.ask("open 1")).isEqualTo("OPEN");
            assertThat(program.ask("frame")).isEqualTo("1 1000000000 0 96x64 288 1 3 3 9");
            assertThat(program.ask("pattern")).isEqualTo("1");
            assertThat(program.ask("valid")).isEqualTo("1");
            frame.format = PixelFormat.GRAY8;
            camera.write(frame);
            assertThat(program.ask("open 2")).isEqualTo("OPEN");
            assertThat(program.ask("frame")).isEqualTo("2 2000000000 1 96x64 288 2 1 3 9");
            assertThat(program.ask("pattern")).isEqualTo("1");
        }
    }

    @Test
    void beingLappedAndTornAreSeenAndCounted() throws IOException {
        try (Camera camera = new Camera();
                CProgram program = reading(camera)) {
            camera.write(Camera.SLOTS + 1);
            assertThat(program.ask("open 1")).isEqualTo("LAPPED");
            assertThat(program.ask("open 6")).isEqualTo("NOT_THERE");
            assertThat(program.ask("open 0")).isEqualTo("NOT_THERE");
            assertThat(program.ask("open " + Long.MAX_VALUE)).isEqualTo("NOT_THERE");
            assertThat(program.ask("open 2")).isEqualTo("OPEN");
            camera.begin();
            assertThat(program.ask("valid")).isEqualTo("0");
            assertThat(program.ask("counts")).isEqualTo("1 0 1 0");
        }
    }

    @Test
    void nextGivesTheNewestAndCountsWhatItPassedOver() throws IOException {
        try (Camera camera = new Camera();
                CProgram program = reading(camera)) {
            camera.write(3);
            assertThat(program.ask("next 1000")).isEqualTo("OPEN 3");
            camera.write(10);
            assertThat(program.ask("next 1000")).isEqualTo("OPEN 13");
            assertThat(program.ask("counts")).isEqualTo("6 3 0 0");
            assertThat(program.ask("next 10")).isEqualTo("TIMED_OUT 0");
        }
    }

    @Test
    void aSleeperIsCountedAndWoken() throws IOException {
        try (Camera camera = new Camera();
                CProgram program = reading(camera)) {
            program.begin("next 30000");
            await(() -> waiters(camera) == 1);
            camera.write(1);
            assertThat(program.finish()).isEqualTo("OPEN 1");
            assertThat(waiters(camera)).isZero();
        }
    }

    @Test
    void aHeaderThatMakesNoSenseIsNotBelieved() throws IOException {
        try (Camera camera = new Camera();
                CProgram program = reading(camera);
                RandomAccessFile file = new RandomAccessFile(camera.path().toFile(), "rw")) {
            camera.write(1);
            for (int at : new int[] {8, 32, 36, 40, 44}) {
                file.seek(Camera.GEOMETRY.frameHeaderOffset(1) + at + 3);
                int before = file.read();
                file.seek(file.getFilePointer() - 1);
                file.write(0x7F);
                assertThat(program.ask("open 1")).as("byte %d", at).isEqualTo("CORRUPT");
                file.seek(file.getFilePointer() - 1);
                file.write(before);
            }
            assertThat(program.ask("counts")).isEqualTo("0 0 0 5");
        }
    }

    @Test
    void noticesThatTheRegionWasRemovedOrCutShort() throws IOException {
        try (Camera camera = new Camera();
                CProgram program = reading(camera);
                RandomAccessFile file = new RandomAccessFile(camera.path().toFile(), "rw")) {
            camera.write(1);
            long bytes = file.length();
            file.setLength(bytes - 1);
            assertThat(program.ask("next 1000")).isEqualTo("LOST 0");
            file.setLength(bytes);
            assertThat(program.ask("next 1000")).isEqualTo("OPEN 1");
            camera.remove();
            assertThat(program.ask("next 1000")).isEqualTo("LOST 0");
            camera.createAgain();
            camera.write(2);
            assertThat(program.ask("attach " + camera.path())).isEqualTo("attached");
            assertThat(program.ask("next 1000")).isEqualTo("OPEN 2");
        }
    }

    @Test
    void theExamplePrintsFramesAndSaysWhatIsWrong() throws Exception {
        Path example =
                Gcc.compile("gcc", Gcc.SDK.resolve("c/example.c"), folder.resolve("e"), "-std=c11");
        try (Camera camera = new Camera()) {
            camera.write(1);
            String region = camera.path().toString();
            assertThat(run(0, example.toString(), "1", region))
                    .contains("frame 1 96x64 brightness 12", "lapped 0 skipped 0 torn 0");
            Files.delete(camera.path());
            assertThat(run(2, example.toString(), "none")).contains("usage: example");
            String none = camera.folder().resolve("none").toString();
            Files.write(camera.folder().resolve("none"), new byte[5]);
            assertThat(run(3, example.toString(), "1", none)).contains("only 5 bytes");
        }
    }

    private static String run(int code, String... command)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(code);
        return said;
    }
}
