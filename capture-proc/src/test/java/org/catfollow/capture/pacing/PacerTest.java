package org.catfollow.capture.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long START = 5_000_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private static Pacer started(double framesPerSecond) {
        Pacer pacer = Pacer.atRate(framesPerSecond);
        pacer.start(START);
        return pacer;
    }

    @Test
    void theFirstFrameIsDueAtTheStart() {
        Pacer pacer = started(25);
        assertThat(pacer.isDue(START - 1)).isFalse();
        assertThat(pacer.isDue(START)).isTrue();
    }

    @Test
    void framesThatAreALittleLateDoNotShiftTheGrid() {
        Pacer pacer = started(25);
        for (int i = 0; i < 1000; i++) {
            assertThat(pacer.dueNanos()).isEqualTo(START + i * 40L * MILLI);
            assertThat(pacer.taken(pacer.dueNanos() + 7 * MILLI)).isZero();
        }
    }

    @Test
    void aRateThatIsNoWholeNumberOfNanosecondsDoesNotDriftInADay() {
        Pacer pacer = started(30);
        int framesInADay = 24 * 3600 * 30;
        for (int i = 0; i < framesInADay; i++) {
            pacer.taken(pacer.dueNanos());
        }
        assertThat(pacer.dueNanos() - START)
                .isBetween(86_400_000_000_000L - 100, 86_400_000_000_000L + 100);
    }

    @Test
    void missedPointsAreCountedAndNotMadeUpFor() {
        Pacer pacer = started(10);
        pacer.taken(START);
        // Due at 100 ms, taken at 350: the points at 200 and 300 went by.
        assertThat(pacer.taken(START + 350 * MILLI)).isEqualTo(2);
        assertThat(pacer.dueNanos()).isEqualTo(START + 400 * MILLI);
        assertThat(pacer.taken(START + 400 * MILLI)).isZero();
    }

    @Test
    void exactlyOnePeriodBehindMissesOnePoint() {
        Pacer pacer = started(10);
        assertThat(pacer.taken(START + 99 * MILLI)).isZero();
        pacer.start(START);
        assertThat(pacer.taken(START + 100 * MILLI)).isEqualTo(1);
        assertThat(pacer.dueNanos()).isEqualTo(START + 200 * MILLI);
    }

    @Test
    void tellsHowLongToWait() {
        Pacer pacer = started(10);
        pacer.taken(START);
        assertThat(pacer.remainingNanos(START + 30 * MILLI)).isEqualTo(70 * MILLI);
        assertThat(pacer.remainingNanos(START + 130 * MILLI)).isZero();
    }

    @Test
    void withoutARateEverythingIsDueAndNothingLate() {
        Pacer pacer = Pacer.asFastAsPossible();
        pacer.start(START);
        assertThat(pacer.paced()).isFalse();
        for (int i = 0; i < 10; i++) {
            long now = START + i * 1_000L * MILLI;
            assertThat(pacer.isDue(now)).isTrue();
            assertThat(pacer.taken(now)).isZero();
        }
    }

    @Test
    void worksAcrossTheSignChangeOfTheClock() {
        Pacer pacer = Pacer.atRate(10);
        long start = Long.MAX_VALUE - 50 * MILLI;
        pacer.start(start);
        pacer.taken(start);
        assertThat(pacer.isDue(start + 99 * MILLI)).isFalse();
        assertThat(pacer.isDue(start + 100 * MILLI)).isTrue();
    }

    @Test
    void refusesARateThatIsNone() {
        for (double rate : new double[] {0, -1, 0.09, 1000.1, Double.NaN}) {
            assertThatThrownBy(() -> Pacer.atRate(rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(rate));
        }
    }
}
