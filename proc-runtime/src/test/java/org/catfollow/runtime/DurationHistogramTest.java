package org.catfollow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {
    private final DurationHistogram histogram = new DurationHistogram();

    @Test
    void anEmptyOneHasQuantilesOfZero() {
        assertThat(histogram.quantileNanos(0.99)).isZero();
        assertThat(histogram.count()).isZero();
    }

    @Test
    void quantilesOfAThousandMillisecondsAreTheirRanks() {
        for (int i = 1; i <= 1000; i++) {
            histogram.record(i * 1_000_000L);
        }
        assertThat(histogram.quantileNanos(0.5))
                .isCloseTo(500_000_000L, Percentage.withPercentage(3.2));
        assertThat(histogram.quantileNanos(0.99))
                .isCloseTo(990_000_000L, Percentage.withPercentage(3.2));
        assertThat(histogram.quantileNanos(1))
                .isCloseTo(1_000_000_000L, Percentage.withPercentage(3.2));
    }

    @Test
    void shortOnesAreExactToTheMicrosecond() {
        histogram.record(17_900);
        assertThat(histogram.quantileNanos(0.5)).isEqualTo(17_000);
    }

    @Test
    void earlyCountsLikeLate() {
        histogram.record(-40_000);
        assertThat(histogram.quantileNanos(0.5)).isEqualTo(40_000);
    }

    @Test
    void everySizeFallsIntoACellNoNarrowerThanItselfAndNoWiderThanThreePercent() {
        for (long micros = 1; micros < 3_600_000_000L; micros = micros * 21 / 20 + 1) {
            DurationHistogram one = new DurationHistogram();
            one.record(micros * 1000);
            assertThat(one.quantileNanos(0.5) / 1000)
                    .isGreaterThanOrEqualTo(micros)
                    .isCloseTo(micros, within(micros / 31 + 1));
        }
    }

    @Test
    void moreThanAnHourCountsAsAnHour() {
        histogram.record(Long.MAX_VALUE);
        histogram.record(Long.MIN_VALUE + 1);
        assertThat(histogram.quantileNanos(1))
                .isCloseTo(3_600_000_000_000L, Percentage.withPercentage(3.2));
    }
}
