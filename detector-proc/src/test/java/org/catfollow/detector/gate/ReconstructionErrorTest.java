package org.catfollow.detector.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReconstructionErrorTest {
    @Test
    void isTheMeanOfTheSquares() {
        byte[] shown = {0, (byte) 255, 0, (byte) 255};
        assertThat(ReconstructionError.of(shown, new float[] {0, 1, 0, 1})).isZero();
        assertThat(ReconstructionError.of(shown, new float[] {0, 0.5f, 1, 1}))
                .isCloseTo((0.25 + 1) / 4, within(1e-9));
    }

    @Test
    void isNoNumberWhereTheModelDrawsNone() {
        assertThat(ReconstructionError.of(new byte[2], new float[] {0, Float.NaN})).isNaN();
    }

    @Test
    void refusesPicturesOfDifferentSize() {
        assertThatThrownBy(() -> ReconstructionError.of(new byte[3], new float[4]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
