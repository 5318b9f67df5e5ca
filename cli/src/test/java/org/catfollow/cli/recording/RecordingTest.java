package org.catfollow.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.ring.FrameDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @TempDir private Path folder;

    /** The journals end at 32 MB: a recording is not to be what ends them. */
    @Test
    void endsBeforeTheDiskIsFullAndWhatIsStoredStays() throws Exception {
        AtomicLong left = new AtomicLong(Recording.LEAST_SPACE_BYTES + 5);
        Path made = folder.resolve("made");
        try (Recording recording = Recording.create(made, left::get)) {
            FrameDescription frame = new FrameDescription();
            frame.frameId = 1;
            recording.store(frame, new byte[5], "bgr");
            frame.frameId = 2;
            assertThatThrownBy(() -> recording.store(frame, new byte[6], "bgr"))
                    .isInstanceOf(StageFailure.class)
                    .hasMessageContainingAll(
                            "frame-000000002.bgr: the disk is full but for the 64 MB that are left",
                            "the 1 pictures before it are stored");
        }
        assertThat(Files.readAllLines(made.resolve("frames.csv"))).hasSize(2);
        assertThat(made.resolve("frame-000000002.bgr.part")).doesNotExist();
    }
}
