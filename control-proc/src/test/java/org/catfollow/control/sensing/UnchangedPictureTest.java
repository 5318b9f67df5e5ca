package org.catfollow.control.sensing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnchangedPictureTest {
    private static final long MILLI = 1_000_000;

    private final UnchangedPicture unchanged = new UnchangedPicture();
    private long frameId;
    private long captured = 1_000 * MILLI;

    private long frame(boolean same, boolean turning) {
        frameId++;
        captured += 33 * MILLI;
        return again(same, turning);
    }

    private long again(boolean same, boolean turning) {
        return unchanged.drivenNanos(frameId, captured, same, turning) / MILLI;
    }

    @Test
    void aLivingCamerasPictureIsNeverDrivenUnder() {
        for (int i = 0; i < 100; i++) {
            assertThat(frame(false, true)).isZero();
            assertThat(again(false, true)).as("the period after, no new frame").isZero();
        }
    }

    @Test
    void theSamePictureAgainIsAsOldAsTheTimeDrivenUnderIt() {
        frame(false, true);
        assertThat(frame(true, true)).isEqualTo(33);
        assertThat(again(true, true)).isEqualTo(33);
        assertThat(frame(true, true)).isEqualTo(66);
    }

    @Test
    void timeThatTheCarStandsDoesNotCountAndTimeDrivenBeforeDoes() {
        frame(false, false);
        for (int i = 0; i < 100; i++) {
            assertThat(frame(true, false)).isZero();
        }
        again(true, true);
        assertThat(frame(true, true)).isEqualTo(33);
        assertThat(frame(true, false)).isEqualTo(66);
        for (int i = 0; i < 100; i++) {
            assertThat(frame(true, false)).isEqualTo(66);
        }
        assertThat(frame(false, false)).isZero();
    }

    @Test
    void anyTurnSinceTheFrameBeforeIsOne() {
        frame(false, false);
        again(false, true);
        again(false, false);
        assertThat(frame(true, false)).isEqualTo(33);
    }

    @Test
    void whatADamagedTrackSaysIsNoNegativeAge() {
        frame(false, true);
        assertThat(unchanged.drivenNanos(2, Long.MAX_VALUE, true, true)).isPositive();
        assertThat(unchanged.drivenNanos(3, Long.MIN_VALUE, true, true)).isPositive();
        assertThat(unchanged.drivenNanos(4, Long.MAX_VALUE, true, true)).isPositive();
    }

    @Test
    void noFrameIsNoPicture() {
        assertThat(unchanged.drivenNanos(0, 0, true, true)).isZero();
    }

    @Test
    void whatWasTooOldOnceStaysSoUntilThePictureChanges() {
        frame(false, true);
        unchanged.believeNoMore(400 * MILLI);
        assertThat(again(false, true)).as("a living picture that was only late").isZero();
        frame(true, true);
        unchanged.believeNoMore(400 * MILLI);
        assertThat(frame(true, false)).isGreaterThanOrEqualTo(400);
        assertThat(frame(true, true)).isGreaterThanOrEqualTo(400);
        assertThat(frame(false, false)).isZero();
    }
}
