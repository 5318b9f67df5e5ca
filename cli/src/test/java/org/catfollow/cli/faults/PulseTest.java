package org.catfollow.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PulseTest {
    @Test
    void aPulseIsHalfOfTheWidthAndHalfOfTheShareOfTheSpeed() {
        assertThat(Pulse.of(0.8)).isEqualTo(4095);
        assertThat(Pulse.of(0.4)).isEqualTo(3071);
        assertThat(Pulse.of(0.001)).isGreaterThan(2047);
    }

    @Test
    void theHandDrivesFasterThanWhatIsCareful() {
        assertThat(Pulse.DRIVING).isGreaterThan(Pulse.CAREFUL + 100);
    }
}
