package org.catfollow.tracker.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HogFeaturesTest {
    private static final int SIZE = 32;
    private static final int CELLS = 64;

    private static float[] ramp(int stepX, int stepY) {
        byte[] bgr = new byte[SIZE * SIZE * 3];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                byte value = (byte) (128 + stepX * (x - 16) + stepY * (y - 16));
                for (int c = 0; c < 3; c++) {
                    bgr[(y * SIZE + x) * 3 + c] = value;
                }
            }
        }
        float[] out = new float[HogFeatures.CHANNELS * CELLS];
        new HogFeatures(SIZE * SIZE, SIZE).compute(bgr, SIZE, SIZE, out, 0, HogFeatures.CHANNELS);
        return out;
    }

    private static int strongestSigned(float[] features) {
        int middle = (4 * 8 + 4) * HogFeatures.CHANNELS;
        int best = 0;
        for (int o = 1; o < 18; o++) {
            if (features[middle + o] > features[middle + best]) {
                best = o;
            }
        }
        return best;
    }

    @Test
    void aRampVotesForItsDirection() {
        assertThat(strongestSigned(ramp(3, 0))).isZero();
        assertThat(strongestSigned(ramp(-3, 0))).isEqualTo(9);
        assertThat(strongestSigned(ramp(0, 3))).isIn(4, 5);
        assertThat(strongestSigned(ramp(0, -3))).isIn(13, 14);
    }

    @Test
    void contrastDoesNotMatter() {
        int middle = (4 * 8 + 4) * HogFeatures.CHANNELS;
        assertThat(ramp(1, 0)[middle]).isEqualTo(ramp(6, 0)[middle]).isGreaterThan(0.3f);
    }

    @Test
    void aFlatPatchHasNoFeatures() {
        assertThat(ramp(0, 0)).containsOnly(0f);
    }
}
