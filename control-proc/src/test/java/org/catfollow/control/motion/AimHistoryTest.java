package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AimHistoryTest {
    private final AimHistory history = new AimHistory();

    @Test
    void isLinearBetweenTwoEntries() {
        history.add(100, 10, 0, 0);
        history.add(200, 20, -5, 0);
        history.add(300, 40, -5, 0);
        history.lookUp(150);
        assertThat(history.panDegrees()).isCloseTo(15, within(1e-9));
        assertThat(history.tiltDegrees()).isCloseTo(-2.5, within(1e-9));
        history.lookUp(275);
        assertThat(history.panDegrees()).isCloseTo(35, within(1e-9));
    }

    @Test
    void theHeadingGoesTheShortWayAround() {
        history.add(100, 0, 0, 179);
        history.add(200, 0, 0, -179);
        history.lookUp(150);
        assertThat(Math.abs(history.headingDegrees())).isCloseTo(180, within(1e-9));
    }

    @Test
    void beforeTheOldestTheOldestCountsAndAfterTheNewestTheNewest() {
        for (int i = 0; i < 3 * AimHistory.CAPACITY; i++) {
            history.add(i, i, 0, 0);
        }
        history.lookUp(-5);
        assertThat(history.panDegrees()).isEqualTo(2 * AimHistory.CAPACITY);
        history.lookUp(1_000_000);
        assertThat(history.panDegrees()).isEqualTo(3 * AimHistory.CAPACITY - 1);
        history.lookUp(3 * AimHistory.CAPACITY - 10);
        assertThat(history.panDegrees()).isEqualTo(3 * AimHistory.CAPACITY - 10);
    }
}
