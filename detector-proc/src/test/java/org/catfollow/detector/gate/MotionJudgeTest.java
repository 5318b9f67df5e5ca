package org.catfollow.detector.gate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MotionJudgeTest {
    @ParameterizedTest
    @CsvSource({
        "0,     0,     NOTHING",
        "0.3,   0.0003, NOTHING",
        "0.0004, 0.0004, SOMETHING",
        "0.4,   0.4,   SOMETHING",
        "0.41,  0.41,  UNKNOWN",
        "1,     1,     UNKNOWN"
    })
    void aRegionIsSomethingAndEverythingIsUnknown(double moving, double largest, Verdict verdict) {
        assertThat(MotionJudge.judge(moving, largest)).isEqualTo(verdict);
    }

    @Property
    void theWeightGrowsWithTheMotionFromNoneToOne(
            @ForAll @DoubleRange(min = 0, max = 1) double less,
            @ForAll @DoubleRange(min = 0, max = 1) double more) {
        double low = MotionJudge.weight(Math.min(less, more));
        double high = MotionJudge.weight(Math.max(less, more));
        assertThat(low).isBetween(0.0, high);
        assertThat(high).isLessThanOrEqualTo(1);
    }
}
