package org.catfollow.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DevelopmentTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;

    private static final Variety.Film PLAIN =
            new Variety.Film(
                    Range.only(1),
                    Range.only(1),
                    Range.only(1),
                    Range.only(1),
                    Range.only(0),
                    0,
                    0,
                    0);

    private final ByteBuffer drawn = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);

    private byte[] develop(Variety.Film film, int shrink) {
        byte[] target = new byte[3 * (WIDTH / shrink) * (HEIGHT / shrink)];
        new Development(film, new Dice(3), WIDTH, HEIGHT, shrink).develop(drawn, target);
        return target;
    }

    private void draw(int x, int y, int blue, int green, int red) {
        int at = 3 * (y * WIDTH + x);
        drawn.put(at, (byte) blue).put(at + 1, (byte) green).put(at + 2, (byte) red);
    }

    @Test
    void withoutAnyChanceThePictureStaysAsItWasDrawn() {
        for (int i = 0; i < drawn.capacity(); i++) {
            drawn.put(i, (byte) (i * 31));
        }
        byte[] same = new byte[drawn.capacity()];
        drawn.get(0, same);
        assertThat(develop(PLAIN, 1)).isEqualTo(same);
    }

    @Test
    void aSmallerPictureIsTheMeanOfTheDrawnPixels() {
        draw(10, 6, 40, 80, 200);
        byte[] half = develop(PLAIN, 2);
        int at = 3 * (3 * (WIDTH / 2) + 5);
        assertThat(half[at]).isEqualTo((byte) 10);
        assertThat(half[at + 1]).isEqualTo((byte) 20);
        assertThat(half[at + 2]).isEqualTo((byte) 50);
    }

    @Test
    void aSmearSpreadsALineSidewaysAndKeepsItsLight() {
        for (int y = 0; y < HEIGHT; y++) {
            draw(30, y, 0, 210, 0);
        }
        Variety.Film smeared =
                new Variety.Film(
                        Range.only(1),
                        Range.only(1),
                        Range.only(1),
                        Range.only(1),
                        Range.only(0),
                        1,
                        200,
                        0);
        byte[] target = develop(smeared, 1);
        int row = 3 * (HEIGHT / 2) * WIDTH;
        int sum = 0;
        int lit = 0;
        for (int x = 0; x < WIDTH; x++) {
            int green = target[row + 3 * x + 1] & 255;
            sum += green;
            lit += green > 0 ? 1 : 0;
        }
        assertThat(lit).isGreaterThan(2);
        assertThat(sum).isBetween(190, 230);
    }

    @Test
    void gainMakesBrighterAndClampsAtWhite() {
        draw(0, 0, 100, 100, 100);
        draw(1, 0, 200, 200, 200);
        Variety.Film bright =
                new Variety.Film(
                        Range.only(2),
                        Range.only(1),
                        Range.only(1),
                        Range.only(1),
                        Range.only(0),
                        0,
                        0,
                        0);
        byte[] target = develop(bright, 1);
        assertThat(target[0] & 255).isEqualTo(200);
        assertThat(target[3] & 255).isEqualTo(255);
    }
}
