package org.catfollow.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.shm.slots.Latency;
import org.junit.jupiter.api.Test;

class MotionTimesTest {
    private final long[] before = new long[Latency.BUCKETS];
    private final long[] after = new long[Latency.BUCKETS];

    @Test
    void onlyWhatCameInBetweenCounts() {
        before[3] = 1_000;
        after[3] = 1_000;
        after[10] = 10;
        double lower = Latency.upperNanos(9) * 1e-6;
        double upper = Latency.upperNanos(10) * 1e-6;
        assertThat(new MotionTimes(before, after).quantileMillis(0.5))
                .isCloseTo((lower + upper) / 2, within(1e-9));
    }

    @Test
    void aHundredthThatIsSlowIsTheTail() {
        after[4] = 980;
        after[20] = 20;
        MotionTimes times = new MotionTimes(before, after);
        assertThat(times.quantileMillis(0.5)).isLessThan(Latency.upperNanos(4) * 1e-6);
        assertThat(times.quantileMillis(0.99)).isGreaterThan(Latency.upperNanos(19) * 1e-6);
    }

    @Test
    void aControlThatBeganAnewIsCountedFromItsBegin() {
        before[5] = 100;
        after[5] = 7;
        after[6] = 7;
        double median = new MotionTimes(before, after).quantileMillis(0.5);
        assertThat(median).isCloseTo(Latency.upperNanos(5) * 1e-6, within(1e-9));
    }

    @Test
    void nothingCountedIsNoTime() {
        assertThat(new MotionTimes(before, after).quantileMillis(0.5)).isNaN();
    }

    @Test
    void whatHasNoEndIsNotMadeUp() {
        after[Latency.BUCKETS - 1] = 1;
        assertThat(new MotionTimes(before, after).quantileMillis(0.99))
                .isEqualTo(Latency.upperNanos(Latency.BUCKETS - 2) * 1e-6);
    }
}
