package org.catfollow.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrigonometryTest {
    @Test
    void agreesWithTheJdk() {
        for (int i = -100_000; i <= 100_000; i++) {
            double angle = i * 0.0137;
            assertThat(Trigonometry.sin(angle)).isCloseTo(StrictMath.sin(angle), within(1e-12));
            assertThat(Trigonometry.cos(angle)).isCloseTo(StrictMath.cos(angle), within(1e-12));
        }
    }
}
