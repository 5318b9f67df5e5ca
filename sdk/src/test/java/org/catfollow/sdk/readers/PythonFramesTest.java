package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Map;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.SignalsLayout;
import org.catfollow.shm.ring.FrameDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code catfollow.py} makes of the ring. */
class PythonFramesTest {
    /** What {@link Camera} writes, as numpy says it. */
    private static final String PATTERN =
            """
            def pattern(frame, row):
                y, k = numpy.mgrid[0 : frame.height, 0:row]
                return (7 * y + 3 * k + 50 * frame.id).astype(numpy.uint8)
            """;

    private static Python reading(Camera camera) throws IOException {
        return reading(camera, Map.of());
    }

    private static Python reading(Camera camera, Map<String, String> environment)
            throws IOException {
        Python python = Python.start(environment);
        python.run(
                "path = '%s'\nregion = catfollow.Region.attach(path=path)\nreader = region.reader()\n%s"
                        .formatted(camera.path(), PATTERN));
        return python;
    }

    @Test
    void aFrameIsWhatWasWritten() throws IOException {
        try (Camera camera = new Camera();
                Python python = reading(camera)) {
            FrameDescription frame = Camera.usual();
            frame.cameraId = 3;
            frame.captureEpoch = 9;
            assertThat(camera.write(frame)).isEqualTo(1);
            python.run("frame = reader.open(reader.newest_frame())");
            assertThat(python.text("reader.answer")).isEqualTo("OPEN");
            assertThat(python.ask("[frame.id, frame.capture_nanos, frame.source_index]"))
                    .hasToString("[1,1000000000,0]");
            assertThat(python.ask("[frame.width, frame.height, frame.stride, frame.format]"))
                    .hasToString("[96,64,288,\"BGR24\"]");
            assertThat(python.ask("[frame.camera_id, frame.capture_epoch, frame.stamped]"))
                    .hasToString("[3,9,false]");
            assertThat(python.ask("frame.pixels.shape")).hasToString("[64,96,3]");
            assertThat(python.is("(frame.pixels.reshape(64, 288) == pattern(frame, 288)).all()"))
                    .isTrue();
            assertThat(python.is("bytes(frame.buffer) == pattern(frame, 288).tobytes()")).isTrue();
            assertThat(python.is("frame.still_valid()")).isTrue();
        }
    }

    @Test
    void greyFramesAndRowsWithAGapAreWhatWasWritten() throws IOException {
        try (Camera camera = new Camera();
                Python python = reading(camera)) {
            FrameDescription frame = Camera.usual();
            frame.format = PixelFormat.GRAY8;
            frame.widthPixels = 101;
            frame.strideBytes = 128;
            camera.write(frame);
            python.run("frame = reader.open(1)");
            assertThat(python.ask("frame.pixels.shape")).hasToString("[64,101]");
            assertThat(python.is("(frame.pixels == pattern(frame, 101)).all()")).isTrue();
            frame.format = PixelFormat.BGR24;
            frame.widthPixels = 31;
            camera.write(frame);
            python.run("frame = reader.open(2)");
            assertThat(python.ask("frame.pixels.shape")).hasToString("[64,31,3]");
            assertThat(python.is("(frame.pixels == pattern(frame, 93).reshape(64, 31, 3)).all()"))
                    .isTrue();
        }
    }

    @Test
    void aViewIsTheMappedMemoryAndCannotBeWritten() throws IOException {
        try (Camera camera = new Camera();
                Python python = reading(camera)) {
            camera.write(1);
            python.run("pixels = reader.open(1).pixels\nimport catfollow as c");
            assertThat(python.is("pixels.flags.owndata")).isFalse();
            assertThat(python.is("pixels.base is None")).isFalse();
            assertThat(python.is("pixels.flags.writeable")).isFalse();
            python.run(
                    """
                    begin = c._address_of(region._mapping)
                    at = pixels.__array_interface__['data'][0]
                    end = begin + region.geometry.total_bytes""");
            assertThat(python.is("begin <= at and at + pixels.nbytes <= end")).isTrue();
            assertThat(python.number("at - begin"))
                    .isEqualTo(Camera.GEOMETRY.payloadOffset(Camera.GEOMETRY.slotOf(1)));
            assertThat(python.failure("pixels[0, 0, 0] = 1")).contains("read-only");
            // Nothing was copied: what the writer stores later is seen.
            long before = python.number("int(pixels[0, 0, 0])");
            camera.write(Camera.SLOTS);
            assertThat(python.number("int(pixels[0, 0, 0])")).isNotEqualTo(before);
        }
    }

    @Test
    void aFrameThatWasOverwrittenBeforeItWasUsedIsLapped() throws IOException {
        try (Camera camera = new Camera();
                Python python = reading(camera)) {
            camera.write(Camera.SLOTS + 1);
            assertThat(python.is("reader.open(1) is None")).isTrue();
            assertThat(python.text("reader.answer")).isEqualTo("LAPPED");
            assertThat(python.is("reader.open(6) is None")).isTrue();
            assertThat(python.text("reader.answer")).isEqualTo("NOT_THERE");
            assertThat(python.is("reader.open(0) is None and reader.answer == 'NOT_THERE'"))
                    .isTrue();
            assertThat(python.is("reader.open(2) is not None")).isTrue();
            assertThat(python.ask("[reader.lapped, reader.torn, reader.mismatched]"))
                    .hasToString("[1,0,0]");
            assertThat(python.number("reader.oldest_frame()")).isEqualTo(3);
        }
    }

    @Test
    void aFrameThatIsOverwrittenWhileItIsUsedIsTorn() throws IOException {
        try (Camera camera = new Camera();
                Python python = reading(camera)) {
            camera.write(Camera.SLOTS);
            python.run("first = reader.open(1)\nsecond = reader.open(2)");
            // The writer has only begun: not a byte of the pixels has changed yet.
            camera.begin();
            assertThat(python.is("first.still_valid()")).isFalse();
            assertThat(python.is("first.still_valid()")).isFalse();
            assertThat(python.is("second.still_valid()")).isTrue();
            assertThat(python.ask("[reader.lapped, reader.torn]")).hasToString("[0,1]");
        }
    }

    @Test
    void stampsThatAreNotTheFramesAreCounted() throws IOException {
        try (Camera camera = new Camera();
                Python python = reading(camera)) {
            FrameDescription frame = Camera.usual();
            frame.widthPixels = 101;
            frame.strideBytes = 303;
            frame.stamped = true;
            camera.write(frame);
            python.run("frame = reader.open(1)");
            assertThat(python.is("frame.stamped and frame.still_valid()")).isTrue();
            try (RandomAccessFile file = new RandomAccessFile(camera.path().toFile(), "rw")) {
                file.seek(Camera.GEOMETRY.payloadOffset(1) + 63L * 303 + 302);
                int before = file.read();
                file.seek(file.getFilePointer() - 1);
                file.write(before ^ 1);
            }
            assertThat(python.is("frame.still_valid()")).isFalse();
            assertThat(python.ask("[reader.torn, reader.mismatched]")).hasToString("[0,1]");
        }
    }

    @Test
    void aHeaderThatMakesNoSenseIsNotBelieved() throws IOException {
        try (Camera camera = new Camera();
                Python python = reading(camera);
                RandomAccessFile file = new RandomAccessFile(camera.path().toFile(), "rw")) {
            camera.write(1);
            for (int at : new int[] {8, 32, 36, 40, 44}) {
                file.seek(Camera.GEOMETRY.frameHeaderOffset(1) + at + 3);
                int before = file.read();
                file.seek(file.getFilePointer() - 1);
                file.write(0x7F);
                assertThat(python.is("reader.open(1) is None")).as("byte %d", at).isTrue();
                assertThat(python.text("reader.answer")).isEqualTo("CORRUPT");
                file.seek(file.getFilePointer() - 1);
                file.write(before);
            }
            assertThat(python.is("reader.open(1) is not None")).isTrue();
            assertThat(python.number("reader.mismatched")).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CAT_FOLLOW_NO_FUTEX", "CAT_FOLLOW_NO_MEMBARRIER"})
    void waitsForTheNextFrameWithoutCountingItself(String without) throws IOException {
        try (Camera camera = new Camera();
                Python python =
                        reading(camera, without.isEmpty() ? Map.of() : Map.of(without, "1"))) {
            assertThat(python.is("reader.await_newer(0, 0.01)")).isFalse();
            python.begin("[reader.await_newer(0, 30), reader.newest_frame()]");
            camera.write(1);
            assertThat(python.finish()).hasToString("[true,1]");
            assertThat(python.is("reader.open(1).still_valid()")).isTrue();
            long waiters = Camera.GEOMETRY.offset(Section.SIGNALS) + SignalsLayout.FRAME_WAITERS;
            assertThat(camera.region().memory().readInt(waiters)).isZero();
        }
    }

    @Test
    void theFutexWakesASleeperWhoseMappingIsReadOnly() throws IOException {
        try (Camera camera = new Camera();
                Python python = reading(camera)) {
            // Without the short time-out a wake-up is all that can end the sleep.
            python.run("catfollow._WAIT_SECONDS = 60\nimport threading, time, ctypes");
            assertThat(python.is("catfollow._Futex._call is not None")).isTrue();
            python.run(
                    """
                    came = []
                    def wait():
                        came.append(reader.await_newer(0, 60))
                    thread = threading.Thread(target=wait, daemon=True)
                    thread.start()
                    # Asleep is in the call: then the kernel shows its number.
                    def asleep():
                        with open(f'/proc/self/task/{thread.native_id}/syscall') as file:
                            return file.read().startswith(f'{catfollow._Futex._number} ')
                    end = time.monotonic() + 20
                    while not asleep() and time.monotonic() < end:
                        time.sleep(0.001)
                    """);
            // Somebody else is counted, as the tracker is; so the writer wakes all.
            try (Python other = reading(camera)) {
                assertThat(other.number("reader.newest_frame()")).isZero();
                long waiters =
                        Camera.GEOMETRY.offset(Section.SIGNALS) + SignalsLayout.FRAME_WAITERS;
                try (RandomAccessFile file = new RandomAccessFile(camera.path().toFile(), "rw")) {
                    file.seek(waiters);
                    file.write(1);
                }
                camera.write(1);
            }
            python.run("thread.join(20)");
            assertThat(python.ask("came")).hasToString("[true]");
        }
    }

    @Test
    void membarrierIsTheFenceWhereThereIsOne() throws IOException {
        try (Python python = Python.start();
                Python without = Python.start(Map.of("CAT_FOLLOW_NO_MEMBARRIER", "1"))) {
            // Linux 4.16; a sandbox may forbid it, and then the two are the same.
            String called = python.text("catfollow._fence.__qualname__");
            assertThat(called).startsWith("_choose_fence");
            assertThat(without.text("catfollow._fence.__qualname__")).startsWith("_lock_fence");
            without.run("catfollow._fence()\ncatfollow._fence()");
        }
    }
}
