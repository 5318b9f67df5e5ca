package org.catfollow.simulator.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FilmPainterTest {
    private static ByteBuffer paint(int width, int height, int[] pixels, int smearX, int smearY) {
        ByteBuffer target = ByteBuffer.allocateDirect(3 * width * height);
        new FilmPainter(width, height, 0, 1).write(pixels, smearX, smearY, 0, target);
        return target;
    }

    @Test
    void writesBlueGreenRed() {
        // Neither side is a multiple of four.
        int[] pixels = new int[7 * 5];
        Arrays.fill(pixels, 0x02804020);

        ByteBuffer target = paint(7, 5, pixels, 1, 1);

        for (int i = 0; i < pixels.length; i++) {
            assertThat(target.get(3 * i)).as("blue of %d", i).isEqualTo((byte) 0x20);
            assertThat(target.get(3 * i + 1)).as("green of %d", i).isEqualTo((byte) 0x40);
            assertThat(target.get(3 * i + 2)).as("red of %d", i).isEqualTo((byte) 0x80);
        }
    }

    @Test
    void leavesTheBuffersPositionAlone() {
        ByteBuffer target = ByteBuffer.allocateDirect(3 * 8 * 2);

        new FilmPainter(8, 2, 0, 1).write(new int[16], 1, 1, 0, target);

        assertThat(target.position()).isZero();
    }

    @Test
    void smearsAPointIntoALineAlongTheMovement() {
        int[] point = new int[40 * 40];
        point[20 * 40 + 20] = 0xFFFFFF;

        ByteBuffer target = paint(40, 40, point.clone(), 8, 1);

        assertThat(target.get(3 * (20 * 40 + 17)) & 255).isGreaterThan(8);
        assertThat(target.get(3 * (17 * 40 + 20))).isZero();

        ByteBuffer upright = paint(40, 40, point.clone(), 1, 8);

        assertThat(upright.get(3 * (17 * 40 + 20)) & 255).isGreaterThan(8);
        assertThat(upright.get(3 * (20 * 40 + 17))).isZero();
    }

    @Test
    void aSmearKeepsAnEvenPictureNearlyAsItIs() {
        int[] even = new int[64 * 48];
        Arrays.fill(even, 0xC8C8C8);

        ByteBuffer target = paint(64, 48, even, 30, 20);

        for (int i = 0; i < target.capacity(); i++) {
            assertThat(target.get(i) & 255).isBetween(0xC8 - 3, 0xC8);
        }
    }
}
