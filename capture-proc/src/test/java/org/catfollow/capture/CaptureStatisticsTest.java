package org.catfollow.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.capture.pacing.Pacer;
import org.junit.jupiter.api.Test;

class CaptureStatisticsTest {
    private static final long START = 7_000_000_000L;
    private static final long MILLI = 1_000_000L;

    @Test
    void saysInOneLineWhatWasDone() {
        Pacer pacer = Pacer.atRate(10);
        pacer.start(START);
        CaptureStatistics statistics = new CaptureStatistics(START);
        for (int i = 0; i < 10; i++) {
            statistics.frame(pacer, START + i * 100L * MILLI + 20_000);
        }
        statistics.skipped(pacer, START + 1000 * MILLI, "b.jpg is empty");
        // Due at 1100 ms: two points are missed.
        statistics.frame(pacer, START + 1320 * MILLI);

        assertThat(statistics.summary(START + 1500 * MILLI))
                .isEqualTo(
                        "capture: 11 frames in 1.50 s (7.58 fps), 1 skipped, 2 late,"
                                + " jitter p50 0.02 ms p99 221.18 ms");
        assertThat(statistics.lastSkipReason()).isEqualTo("b.jpg is empty");
    }

    @Test
    void aSkippedPictureLetsItsTimePass() {
        Pacer pacer = Pacer.atRate(10);
        pacer.start(START);
        CaptureStatistics statistics = new CaptureStatistics(START);
        statistics.frame(pacer, START);
        statistics.skipped(pacer, START + 100 * MILLI, "gone");
        assertThat(pacer.dueNanos()).isEqualTo(START + 200 * MILLI);
        assertThat(statistics.late()).isZero();
    }

    @Test
    void measuresNoJitterWithoutARate() {
        CaptureStatistics statistics = new CaptureStatistics(START);
        Pacer pacer = Pacer.asFastAsPossible();
        pacer.start(START);
        statistics.frame(pacer, START);
        statistics.frame(pacer, START + 2 * MILLI);
        assertThat(statistics.summary(START + 4 * MILLI))
                .isEqualTo(
                        "capture: 2 frames in 0.00 s (500.00 fps), 0 skipped, 0 late,"
                                + " jitter not measured");
    }

    @Test
    void hasALineEvenWhenNothingWasDone() {
        assertThat(new CaptureStatistics(START).summary(START))
                .isEqualTo(
                        "capture: 0 frames in 0.00 s (0.00 fps), 0 skipped, 0 late,"
                                + " jitter not measured");
    }
}
