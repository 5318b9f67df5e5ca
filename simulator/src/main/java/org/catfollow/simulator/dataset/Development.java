package org.catfollow.simulator.dataset;

import java.nio.ByteBuffer;

/**
 * What light, lens and sensor do to a drawn picture, by chance: smeared, made smaller, other colours and
 * grey levels, noise. One thread; the same dice give the same picture.
 */
final class Development {
    private static final int COLOURS = 3;

    /** Smear and noise are given for this width. */
    private static final double USUAL_WIDTH = 640;

    private final Variety.Film film;
    private final Dice dice;
    private final int width;
    private final int height;
    private final int shrink;
    private final float[] drawn;
    private final float[] line;
    private final float[][] curve = new float[COLOURS][256];

    /**
     * Makes one for pictures drawn in one size.
     *
     * @param shrink each pixel of the result is the mean of so many by so many drawn ones
     */
    Development(Variety.Film film, Dice dice, int width, int height, int shrink) {
        this.film = film;
        this.dice = dice;
        this.width = width;
        this.height = height;
        this.shrink = shrink;
        drawn = new float[COLOURS * width * height];
        line = new float[Math.max(width, height)];
    }

    /** Develops a drawn picture, BGR, into {@code target}, BGR, of the smaller size. */
    void develop(ByteBuffer pixels, byte[] target) {
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = pixels.get(i) & 255;
        }
        double scale = width / USUAL_WIDTH;
        if (dice.chance(film.smearChance())) {
            // Pan turns faster than tilt.
            smear(true, scale * dice.between(1, film.longestSmear()));
            smear(false, scale * dice.between(0, film.longestSmear() / 4.0));
        }
        if (dice.chance(film.softChance())) {
            double soft = scale * dice.between(2, 5);
            smear(true, soft);
            smear(false, soft);
        }
        float saturation = (float) dice.between(film.saturation());
        bendCurves();
        double noise = dice.between(film.noise()) / shrink;
        int across = width / shrink;
        int down = height / shrink;
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                write(x, y, saturation, noise, target, COLOURS * (y * across + x));
            }
        }
    }

    private void bendCurves() {
        double gain = dice.factor(film.gain());
        double gamma = dice.factor(film.gamma());
        double balance = dice.factor(film.balance());
        double[] factor = {gain / balance, gain, gain * balance};
        for (int colour = 0; colour < COLOURS; colour++) {
            for (int level = 0; level < 256; level++) {
                double bent = 255 * Math.pow(level / 255.0, gamma);
                curve[colour][level] = (float) (factor[colour] * bent);
            }
        }
    }

    private void write(int x, int y, float saturation, double noise, byte[] target, int at) {
        float blue = mean(x, y, 0);
        float green = mean(x, y, 1);
        float red = mean(x, y, 2);
        float grey = 0.114f * blue + 0.587f * green + 0.299f * red;
        target[at] = level(0, grey + saturation * (blue - grey), noise);
        target[at + 1] = level(1, grey + saturation * (green - grey), noise);
        target[at + 2] = level(2, grey + saturation * (red - grey), noise);
    }

    private float mean(int x, int y, int colour) {
        float sum = 0;
        for (int row = 0; row < shrink; row++) {
            int at = COLOURS * ((y * shrink + row) * width + x * shrink) + colour;
            for (int column = 0; column < shrink; column++) {
                sum += drawn[at + COLOURS * column];
            }
        }
        return sum / (shrink * shrink);
    }

    private byte level(int colour, float drawnLevel, double noise) {
        float bent = curve[colour][Math.clamp(Math.round(drawnLevel), 0, 255)];
        double noisy = noise == 0 ? bent : bent + noise * dice.normal();
        return (byte) Math.clamp(Math.round(noisy), 0, 255);
    }

    /** Takes the mean along rows or columns over a length, with the edge's pixels beyond the edge. */
    private void smear(boolean rows, double length) {
        int half = (int) Math.round((length - 1) / 2);
        if (half < 1) {
            return;
        }
        int lines = rows ? height : width;
        int count = rows ? width : height;
        int step = COLOURS * (rows ? 1 : width);
        int lineStep = COLOURS * (rows ? width : 1);
        for (int i = 0; i < lines; i++) {
            for (int colour = 0; colour < COLOURS; colour++) {
                smearLine(i * lineStep + colour, step, count, half);
            }
        }
    }

    private void smearLine(int start, int step, int count, int half) {
        for (int i = 0; i < count; i++) {
            line[i] = drawn[start + i * step];
        }
        float sum = half * line[0];
        for (int i = 0; i <= half; i++) {
            sum += line[Math.min(count - 1, i)];
        }
        float share = 1f / (2 * half + 1);
        for (int i = 0; i < count; i++) {
            drawn[start + i * step] = sum * share;
            sum += line[Math.min(count - 1, i + half + 1)] - line[Math.max(0, i - half)];
        }
    }
}
