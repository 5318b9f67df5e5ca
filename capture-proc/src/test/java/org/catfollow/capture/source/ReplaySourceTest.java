package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.recording.FrameList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaySourceTest {
    private static final long MILLI = 1_000_000L;

    @TempDir private Path folder;
    private final SlotView slot = Pictures.slot(64, 48);
    private final SourceFrame frame = new SourceFrame();
    private final Clock clock = new Clock();

    /** Moves on when somebody waits. */
    private static final class Clock implements WaitingClock {
        private long now = 5_000 * MILLI;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pause(long nanos) {
            now += nanos;
        }
    }

    /** Writes a recording of pictures taken at these instants, red and blue in turn. */
    private void record(long... millis) throws IOException {
        StringBuilder list = new StringBuilder(FrameList.HEADER).append('\n');
        for (int i = 0; i < millis.length; i++) {
            String name = "frame-" + (70 + i) + ".png";
            Pictures.plain(folder.resolve(name), 64, 48, i % 2 == 0 ? Pictures.RED : Pictures.BLUE);
            list.append(70 + i).append(',').append((900 + millis[i]) * MILLI).append(',');
            list.append(3 * i).append(",64,48,").append(name).append('\n');
        }
        Files.writeString(folder.resolve("frames.csv"), list);
    }

    private ReplaySource open(double rate) {
        SourceSettings settings =
                new SourceSettings(
                        CameraMode.DEFAULT,
                        View.PLAIN,
                        rate > 0 ? OptionalDouble.of(rate) : OptionalDouble.empty(),
                        false,
                        false,
                        0,
                        Programs.onPath());
        return ReplaySource.open(
                SourceRequest.of("replay:" + folder, false, slot.size()).with(settings), clock);
    }

    private List<Long> play(FrameSource source, int pictures) {
        List<Long> millis = new ArrayList<>();
        long begun = clock.now;
        while (millis.size() < pictures) {
            if (source.read(slot, frame) == ReadResult.FRAME) {
                millis.add((clock.now - begun) / MILLI);
            }
        }
        return millis;
    }

    @Test
    void theIntervalsOfTheRecordingAreKept() throws IOException {
        record(0, 33, 200, 210, 500);
        try (ReplaySource source = open(0)) {
            assertThat(source.setsThePace()).isTrue();
            assertThat(play(source, 5)).containsExactly(0L, 33L, 200L, 210L, 500L);
            assertThat(frame.sourceIndex).isEqualTo(12);
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.END);
        }
    }

    @Test
    void picturesComeWhole() throws IOException {
        record(0, 10);
        try (ReplaySource source = open(0)) {
            play(source, 1);
            assertThat(Pictures.bgr(slot, 0)).containsExactly(0, 0, 255);
            play(source, 1);
            assertThat(Pictures.bgr(slot, 0)).containsExactly(255, 0, 0);
        }
    }

    @Test
    void aRateThatIsGivenOverridesThem() throws IOException {
        record(0, 33, 200);
        try (ReplaySource source = open(10)) {
            assertThat(source.setsThePace()).isFalse();
            assertThat(play(source, 3)).containsExactly(0L, 0L, 0L);
        }
    }

    @Test
    void aGapIsNotSatOut() throws IOException {
        record(0, 60_000, 60_050);
        try (ReplaySource source = open(0)) {
            assertThat(play(source, 3)).containsExactly(0L, 2000L, 2050L);
        }
    }

    @Test
    void noReadWaitsForLong() throws IOException {
        record(0, 400);
        try (ReplaySource source = open(0)) {
            play(source, 1);
            long before = clock.now;
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.NOTHING_YET);
            assertThat(clock.now - before).isLessThanOrEqualTo(50 * MILLI);
        }
    }

    @Test
    void aLoopedRecordingGoesOnInItsMeanRhythm() throws IOException {
        record(0, 100, 200);
        try (FrameSource source = new SequenceSource(open(0), true)) {
            assertThat(play(source, 5)).containsExactly(0L, 100L, 200L, 300L, 400L);
            assertThat(source.setsThePace()).isTrue();
        }
    }

    @Test
    void aPictureThatIsMissingIsSkipped() throws IOException {
        record(0, 10, 20);
        Files.delete(folder.resolve("frame-71.png"));
        try (ReplaySource source = open(10)) {
            play(source, 1);
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.SKIPPED);
            assertThat(frame.skipReason).endsWith("frame-71.png has gone");
            play(source, 1);
            assertThat(frame.sourceIndex).isEqualTo(6);
        }
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> open(0))
                .isInstanceOfSatisfying(
                        StageFailure.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE))
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhatIsNoRecording() throws IOException {
        refuses("is no recording: there is no frames.csv in it; `cat-follow record DIR` makes one");
        Path list = folder.resolve("frames.csv");
        Files.writeString(list, "a,b\n");
        refuses("does not begin with frameId,captureNanos");
        Files.writeString(list, FrameList.HEADER + "\n");
        refuses("lists no pictures");
        Files.writeString(list, FrameList.HEADER + "\n1,2,3,4,5,x.png\n1,2,x\n");
        refuses("frames.csv line 3 is damaged; remove it");
    }
}
