package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import org.junit.jupiter.api.Test;

/** {@code for frame in catfollow.Frames()}: order, what is counted, and a region that goes. */
class PythonIterationTest {
    private static Python iterating(Camera camera, String arguments) throws IOException {
        Python python = Python.start();
        python.run(
                "path = '%s'\nframes = catfollow.Frames(path=path, timeout=20%s)"
                        .formatted(camera.path(), arguments));
        return python;
    }

    private static long next(Python python) throws IOException {
        python.run("frame = next(frames)");
        return python.number("frame.id");
    }

    private static String counts(Python python) throws IOException {
        return python.ask("[frames.seen, frames.lapped, frames.skipped, frames.torn]").toString();
    }

    @Test
    void givesTheNewestAndCountsWhatItPassedOver() throws IOException {
        try (Camera camera = new Camera();
                Python python = iterating(camera, "")) {
            camera.write(1);
            assertThat(next(python)).isEqualTo(1);
            camera.write(2);
            assertThat(next(python)).isEqualTo(3);
            assertThat(counts(python)).isEqualTo("[2,0,1,0]");
            // Ten more: of the nine passed over, four slots hold the last of them.
            camera.write(10);
            assertThat(next(python)).isEqualTo(13);
            assertThat(python.ask("[frame.lapped, frame.skipped]")).hasToString("[6,3]");
            assertThat(counts(python)).isEqualTo("[3,6,4,1]");
        }
    }

    @Test
    void inOrderGivesEachUntilItIsLapped() throws IOException {
        try (Camera camera = new Camera();
                Python python = iterating(camera, ", newest=False")) {
            camera.write(1);
            assertThat(next(python)).isEqualTo(1);
            camera.write(3);
            assertThat(next(python)).isEqualTo(2);
            assertThat(next(python)).isEqualTo(3);
            assertThat(next(python)).isEqualTo(4);
            assertThat(counts(python)).isEqualTo("[4,0,0,0]");
            camera.write(6);
            assertThat(next(python)).isEqualTo(10);
            assertThat(python.ask("[frame.lapped, frame.skipped]")).hasToString("[2,3]");
        }
    }

    @Test
    void aFrameThatTheLoopHeldTooLongIsCountedAsTorn() throws IOException {
        try (Camera camera = new Camera();
                Python python = iterating(camera, "")) {
            camera.write(1);
            assertThat(next(python)).isEqualTo(1);
            camera.write(Camera.SLOTS);
            assertThat(next(python)).isEqualTo(5);
            assertThat(python.number("frames.torn")).isEqualTo(1);
        }
    }

    @Test
    void aFrameThatWasAskedAboutInTimeIsNotTorn() throws IOException {
        try (Camera camera = new Camera();
                Python python = iterating(camera, "")) {
            camera.write(1);
            assertThat(next(python)).isEqualTo(1);
            assertThat(python.is("frame.still_valid()")).isTrue();
            camera.write(Camera.SLOTS);
            assertThat(next(python)).isEqualTo(5);
            assertThat(python.number("frames.torn")).isZero();
        }
    }

    @Test
    void goesOnWithTheRegionThatReplacedItsOwn() throws IOException {
        try (Camera camera = new Camera();
                Python python = iterating(camera, "")) {
            camera.write(3);
            assertThat(next(python)).isEqualTo(3);
            python.run("kept = frame.pixels");
            long before = python.number("int(kept[5, 5, 0])");
            camera.remove();
            camera.createAgain();
            camera.write(1);
            assertThat(next(python)).isEqualTo(1);
            assertThat(python.number("frames.attachments")).isEqualTo(2);
            // A view of the old one is still memory that may be looked at.
            assertThat(python.number("int(kept[5, 5, 0])")).isEqualTo(before);
            assertThat(python.is("frame.still_valid()")).isTrue();
        }
    }

    @Test
    void leavesARegionThatWasRenamedForTheOneAtItsPath() throws IOException {
        try (Camera camera = new Camera();
                Python python = iterating(camera, "")) {
            camera.write(1);
            assertThat(next(python)).isEqualTo(1);
            // It has a name still, so only the path tells.
            camera.rename();
            camera.createAgain();
            camera.write(3);
            assertThat(next(python)).isEqualTo(3);
            assertThat(python.number("frames.attachments")).isEqualTo(2);
        }
    }

    @Test
    void waitsForARegionThatWasRemovedUntilItIsMadeAgain() throws IOException {
        try (Camera camera = new Camera();
                Python python = iterating(camera, "")) {
            camera.write(1);
            assertThat(next(python)).isEqualTo(1);
            camera.remove();
            python.run("frames._timeout = 0.05");
            assertThat(python.failure("next(frames)"))
                    .startsWith("RegionError: region " + camera.path() + " has gone")
                    .contains("within 50 ms", "not created");
            python.run("frames._timeout = 20");
            python.begin("next(frames).id");
            camera.createAgain();
            camera.write(1);
            assertThat(python.finish().getAsLong()).isEqualTo(1);
        }
    }

    @Test
    void aRegionThatWasCutShortIsRefusedInsteadOfTouched() throws IOException {
        try (Camera camera = new Camera();
                Python python = iterating(camera, "");
                RandomAccessFile file = new RandomAccessFile(camera.path().toFile(), "rw")) {
            camera.write(1);
            assertThat(next(python)).isEqualTo(1);
            long bytes = file.length();
            file.setLength(bytes - 1);
            assertThat(python.failure("next(frames)")).contains("file length expected=" + bytes);
            assertThat(python.is("frame.still_valid()")).isFalse();
            file.setLength(bytes);
        }
    }

    @Test
    void saysThatNoFrameCame() throws IOException {
        try (Camera camera = new Camera();
                Python python = Python.start()) {
            assertThat(
                            python.failure(
                                    "next(catfollow.Frames(path='%s', timeout=0.02))"
                                            .formatted(camera.path())))
                    .contains("no newer frame", camera.path().toString(), "within 20 ms", "stat`");
        }
    }
}
