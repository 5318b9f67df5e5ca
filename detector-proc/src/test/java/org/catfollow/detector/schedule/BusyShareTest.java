package org.catfollow.detector.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyShareTest {
    @Test
    void saysTheShareSinceItWasLastAsked() {
        BusyShare busy = new BusyShare(1_000);
        busy.worked(100);
        busy.worked(150);
        assertThat(busy.takePercent(2_000)).isEqualTo(25);
        assertThat(busy.takePercent(3_000)).isZero();
    }

    @Test
    void isNeverMoreThanAll() {
        BusyShare busy = new BusyShare(0);
        busy.worked(5_000);
        assertThat(busy.takePercent(1_000)).as("work that began before").isEqualTo(100);
        busy.worked(1);
        assertThat(busy.takePercent(1_000)).as("no time between").isEqualTo(100);
    }
}
