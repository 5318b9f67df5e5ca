package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;

/** A camera that comes and goes, on a clock that the test moves. */
class ReopeningSourceTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;

    private final SlotView slot = Pictures.slot(64, 48);
    private final SourceFrame frame = new SourceFrame();
    private final Clock clock = new Clock();
    private final Deque<Object> cameras = new ArrayDeque<>();
    private final List<Long> openedNanos = new ArrayList<>();

    /** Moves on when somebody waits. */
    private static final class Clock implements WaitingClock {
        private long now = 77 * SECOND;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pause(long nanos) {
            now += nanos;
        }
    }

    /** Plays a list of pictures: a number is a picture of that grey, anything else is said so. */
    private final class Camera implements FrameSource {
        private final Deque<Object> script;
        private boolean closed;
        private long index;

        Camera(Object... script) {
            this.script = new ArrayDeque<>(List.of(script));
        }

        @Override
        public ReadResult read(TargetSlot target, SourceFrame out) {
            clock.now += 33 * MILLI;
            Object step = script.size() > 1 ? script.remove() : script.element();
            if (step instanceof StageFailure failure) {
                throw failure;
            }
            if (step instanceof ReadResult result) {
                return result;
            }
            for (int i = 0; i < 3 * 64 * 48; i++) {
                target.pixels().put(i, ((Integer) step).byteValue());
            }
            return out.frame(index++, 64, 48);
        }

        @Override
        public double nativeFramesPerSecond() {
            return 30;
        }

        @Override
        public void rewind() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String description() {
            return "camera";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static StageFailure failure(String text) {
        return new StageFailure(ExitCode.HARDWARE, text);
    }

    private ReopeningSource source(boolean patient) {
        SourceSettings settings =
                new SourceSettings(
                        CameraMode.DEFAULT,
                        View.PLAIN,
                        OptionalDouble.empty(),
                        false,
                        patient,
                        3 * SECOND,
                        Programs.onPath());
        return new ReopeningSource("--source x:", this::open, settings, Runnable::run, clock);
    }

    private FrameSource open() {
        openedNanos.add(clock.now);
        Object next = cameras.size() > 1 ? cameras.remove() : cameras.element();
        if (next instanceof StageFailure failure) {
            throw failure;
        }
        return (FrameSource) next;
    }

    /** Reads until there is a picture; returns how often there was none. */
    private int untilFrame(ReopeningSource source) {
        int rounds = 0;
        while (source.read(slot, frame) != ReadResult.FRAME) {
            rounds++;
        }
        return rounds;
    }

    private void untilTrouble(ReopeningSource source) {
        while (source.trouble() == null) {
            source.read(slot, frame);
        }
    }

    @Test
    void aCameraThatCannotBeOpenedAtTheStartIsAnError() {
        cameras.add(failure("no such camera"));
        assertThatThrownBy(() -> source(false)).hasMessage("no such camera");
    }

    @Test
    void aCameraThatDiesBeforeItsFirstPictureIsAnErrorToo() {
        Camera camera = new Camera(ReadResult.NOTHING_YET, failure("no cameras available"));
        cameras.add(camera);
        ReopeningSource source = source(false);
        assertThat(source.read(slot, frame)).isEqualTo(ReadResult.NOTHING_YET);
        assertThatThrownBy(() -> source.read(slot, frame)).hasMessage("no cameras available");
        assertThat(camera.closed).isTrue();
    }

    @Test
    void aCameraThatIsWaitedForMayComeLater() {
        cameras.add(failure("no such camera"));
        cameras.add(failure("no such camera"));
        cameras.add(new Camera(1, 2));
        ReopeningSource source = source(true);
        assertThat(source.trouble()).isEqualTo("no such camera");
        untilFrame(source);
        assertThat(source.trouble()).isNull();
        assertThat(openedNanos).hasSize(3);
    }

    @Test
    void aCameraThatGoesIsOpenedAgainAndPositionsGoOnRising() {
        Camera first = new Camera(1, 2, failure("unplugged"));
        cameras.add(first);
        cameras.add(new Camera(3, 4));
        ReopeningSource source = source(false);
        untilFrame(source);
        untilFrame(source);
        assertThat(frame.sourceIndex).isEqualTo(1);
        assertThat(source.read(slot, frame)).isEqualTo(ReadResult.NOTHING_YET);
        assertThat(source.trouble()).isEqualTo("unplugged");
        assertThat(first.closed).isTrue();
        untilFrame(source);
        assertThat(frame.sourceIndex).isEqualTo(2);
        assertThat(source.trouble()).isNull();
    }

    @Test
    void theWaitDoublesFromHalfASecondToTen() {
        cameras.add(new Camera(1, failure("gone")));
        cameras.add(failure("still gone"));
        ReopeningSource source = source(false);
        untilFrame(source);
        while (openedNanos.size() < 9) {
            source.read(slot, frame);
        }
        List<Long> waits = new ArrayList<>();
        for (int i = 2; i < openedNanos.size(); i++) {
            waits.add((openedNanos.get(i) - openedNanos.get(i - 1)) / MILLI);
        }
        assertThat(waits).containsExactly(1000L, 2000L, 4000L, 8000L, 10000L, 10000L, 10000L);
        assertThat(source.trouble()).isEqualTo("still gone");
    }

    @Test
    void aRoundNeverWaitsForLong() {
        cameras.add(new Camera(1, failure("gone")));
        cameras.add(failure("still gone"));
        ReopeningSource source = source(false);
        untilFrame(source);
        for (int i = 0; i < 500; i++) {
            long before = clock.now;
            source.read(slot, frame);
            assertThat(clock.now - before).isLessThanOrEqualTo(50 * MILLI);
        }
    }

    @Test
    void theSameTroubleIsTheSameObject() {
        cameras.add(new Camera(1, failure("gone")));
        cameras.add(failure("still " + openedNanos.size()));
        ReopeningSource source = source(false);
        untilTrouble(source);
        while (openedNanos.size() < 2) {
            source.read(slot, frame);
        }
        String trouble = source.trouble();
        while (openedNanos.size() < 5) {
            source.read(slot, frame);
            assertThat(source.trouble()).isSameAs(trouble);
        }
    }

    @Test
    void aCameraThatFallsSilentIsOpenedAgain() {
        cameras.add(new Camera(1, 2, ReadResult.NOTHING_YET));
        cameras.add(new Camera(3, 4));
        ReopeningSource source = source(false);
        untilFrame(source);
        untilFrame(source);
        long silentNanos = clock.now;
        untilTrouble(source);
        assertThat(source.trouble()).isEqualTo("camera: no picture for 5 s");
        assertThat((clock.now - silentNanos) / MILLI).isBetween(5000L, 5100L);
        untilFrame(source);
    }

    @Test
    void aStreamThatEndsIsOpenedAgain() {
        cameras.add(new Camera(1, ReadResult.END));
        cameras.add(new Camera(3, 4));
        ReopeningSource source = source(false);
        untilFrame(source);
        assertThat(source.read(slot, frame)).isEqualTo(ReadResult.NOTHING_YET);
        assertThat(source.trouble()).isEqualTo("camera: the stream ended");
        untilFrame(source);
    }

    @Test
    void theSamePictureForThreeSecondsIsFrozenAndNotGivenOnUntilItChanges() {
        Camera frozen = new Camera(5, 6);
        cameras.add(frozen);
        cameras.add(new Camera(6, 6, 6, 7, 8, 9));
        ReopeningSource source = source(false);
        untilFrame(source);
        untilFrame(source);
        long frozenNanos = clock.now;
        untilTrouble(source);
        assertThat(source.trouble()).isEqualTo("camera: frozen, the same picture for 3 s");
        assertThat((clock.now - frozenNanos) / MILLI).isBetween(3000L, 3040L);
        assertThat(frozen.closed).isTrue();
        untilFrame(source);
        assertThat(slot.pixels().get(0)).isEqualTo((byte) 7);
        assertThat(source.trouble()).isNull();
    }

    @Test
    void aCameraThatStaysFrozenIsOpenedAgainAndAgain() {
        cameras.add(new Camera(5, 6));
        cameras.add(new Camera(6));
        ReopeningSource source = source(false);
        untilTrouble(source);
        while (openedNanos.size() < 4) {
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.NOTHING_YET);
        }
        assertThat(source.trouble()).contains("frozen");
    }

    @Test
    void aWrongCommandLineIsNeverTriedAgain() {
        cameras.add(new Camera(1, new StageFailure(ExitCode.USAGE, "--camera 9")));
        ReopeningSource source = source(true);
        untilFrame(source);
        assertThatThrownBy(() -> source.read(slot, frame)).hasMessage("--camera 9");
    }

    @Test
    void afterTenGoodSecondsTheWaitIsShortAgain() {
        ReopenDelay delay = new ReopenDelay();
        assertThat(delay.failed(0)).isEqualTo(500 * MILLI);
        delay.worked(SECOND);
        assertThat(delay.failed(3 * SECOND)).isEqualTo(1000 * MILLI);
        delay.worked(10 * SECOND);
        delay.worked(19 * SECOND);
        assertThat(delay.failed(20 * SECOND)).isEqualTo(500 * MILLI);
        assertThat(delay.remainingNanos(20 * SECOND + 100 * MILLI)).isEqualTo(400 * MILLI);
    }

    @Test
    void lookingForFrozenPicturesAllocatesNothing() {
        FrozenPicture frozen = new FrozenPicture(SECOND);
        assertThat(
                        Allocation.bytes(
                                2000,
                                500,
                                () -> frozen.isSame(slot.pixels(), 3 * 64 * 48, clock.now)))
                .isZero();
    }

    @Test
    void aPictureThatDiffersInOneRowIsAnother() {
        FrozenPicture frozen = new FrozenPicture(SECOND);
        assertThat(frozen.isSame(slot.pixels(), 3 * 64 * 48, 0)).isFalse();
        assertThat(frozen.isSame(slot.pixels(), 3 * 64 * 48, 1)).isTrue();
        for (int i = 0; i < 3 * 64; i++) {
            slot.pixels().put(3 * 64 * 20 + i, (byte) 9);
        }
        assertThat(frozen.isSame(slot.pixels(), 3 * 64 * 48, 2)).isFalse();
        assertThat(new FrozenPicture(0).isSame(slot.pixels(), 9, 3)).isFalse();
    }
}
