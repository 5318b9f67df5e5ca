package org.catfollow.detector.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleSettingsTest {
    private static ScheduleSettings of(String every) {
        return ScheduleSettings.of(every, 25, 0.75, 1_000);
    }

    @ParameterizedTest
    @CsvSource({"3,3,3", "auto,1,10", "AUTO,1,10", "2..6,2,6", "4..4,4,4", "1000,1000,1000"})
    void readsANumberAutoAndARange(String every, int least, int most) {
        assertThat(of(every).leastEvery()).isEqualTo(least);
        assertThat(of(every).mostEvery()).isEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({"often", "''", "-1", "2..", "..3", "1.5", "0", "0..3", "3..1001", "99999999999"})
    void refusesAnythingElseWithTheFlagInTheMessage(String every) {
        assertThatThrownBy(() -> of(every))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("--every " + every);
    }

    @Test
    void refusesARangeTheWrongWayRound() {
        assertThatThrownBy(() -> of("6..2"))
                .isInstanceOf(StageFailure.class)
                .hasMessage("--every 6..2 is outside 1..1000, or the wrong way round");
    }
}
