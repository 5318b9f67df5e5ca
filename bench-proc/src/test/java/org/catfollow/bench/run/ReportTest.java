package org.catfollow.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void hasNumbersAndDurations() {
        Report report = new Report("report seen=12 latency=1000:3,250000:1");

        Histogram latency = report.histogram("latency");
        assertThat(report.number("seen")).isEqualTo(12);
        assertThat(latency.getTotalCount()).isEqualTo(4);
        assertThat(latency.getValueAtPercentile(50)).isEqualTo(1000);
        assertThat(latency.getMaxValue()).isBetween(250_000L, 250_500L);
    }

    @Test
    void aTurnInWhichNothingArrivedHasNoDurations() {
        assertThat(new Report("report seen=0 latency=").histogram("latency").getTotalCount())
                .isZero();
    }

    @Test
    void whatIsNotSaidIsNamed() {
        assertThatThrownBy(() -> new Report("report seen=1").number("lost"))
                .hasMessageContaining("lost");
    }
}
