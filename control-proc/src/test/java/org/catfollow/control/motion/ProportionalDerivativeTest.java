package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionalDerivativeTest {
    private final ProportionalDerivative law = new ProportionalDerivative(0.5, 0.1);

    @Test
    void theFirstErrorHasNoRate() {
        assertThat(law.correct(0.4, 0.033)).isEqualTo(0.2);
    }

    @Test
    void aSteadyRateIsLearnt() {
        double corrected = 0;
        for (int i = 0; i <= 100; i++) {
            corrected = law.correct(0.01 * i, 0.02);
        }
        // p * error + d * rate with error 1 and rate 0.5 a second.
        assertThat(corrected).isCloseTo(0.5 * 1 + 0.1 * 0.5, within(1e-6));
    }

    @Test
    void afterAGapThereIsNoRate() {
        law.correct(0, 0.02);
        assertThat(law.correct(0.4, 1)).isEqualTo(0.2);
    }

    @Test
    void afterAResetThereIsNoRate() {
        law.correct(0, 0.02);
        law.reset();
        assertThat(law.correct(0.4, 0.02)).isEqualTo(0.2);
    }
}
