package org.catfollow.simulator.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AnglesTest {
    @Test
    void agreesWithTheLibraryToTwelvePlaces() {
        for (int i = -4000; i <= 4000; i++) {
            double angle = i * 0.0137;

            assertThat(Angles.sin(angle)).isCloseTo(StrictMath.sin(angle), within(1e-12));
            assertThat(Angles.cos(angle)).isCloseTo(StrictMath.cos(angle), within(1e-12));
        }
    }
}
