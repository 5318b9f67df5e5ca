package org.catfollow.simulator.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Turns the canvas into the bytes that a sensor would give: smeared by the camera's turning, a little
 * soft as a small lens is (which also smooths edges), and noisy.
 */
final class FilmPainter {
    /** Longest smear, pixels: sums of so many 8-bit values fit into 16 bits. */
    static final int LONGEST_SMEAR = 48;

    private static final int BYTES_PER_PIXEL = 3;
    private static final int NOISES = 1 << 13;
    private static final int RED_BLUE = 0xFF00FF;

    private final int width;
    private final int height;
    private final byte[] row;
    private final ByteBuffer rowWords;
    private final int[][] softened = new int[3][];
    private final int[] smeared;
    private final int[] sumRedBlue;
    private final int[] sumGreen;
    private final int[] line;
    private final int[] left;
    private final int[] right;

    /** Noise for a pixel's three parts: either number is 0 where the other is not. */
    private final int[] brighter;

    private final int[] darker;
    private final boolean noisy;
    private final long seed;

    FilmPainter(int width, int height, double noise, long seed) {
        this.width = width;
        this.height = height;
        this.seed = seed;
        row = new byte[width * BYTES_PER_PIXEL];
        rowWords = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < softened.length; i++) {
            softened[i] = new int[width];
        }
        smeared = new int[width * height];
        sumRedBlue = new int[width];
        sumGreen = new int[width];
        noisy = noise > 0;
        line = new int[width];
        left = new int[width];
        right = new int[width];
        brighter = new int[noisy ? NOISES + width : 0];
        darker = new int[brighter.length];
        fillNoises(noise);
    }

    /** The sum of four even numbers is nearly normal; its standard deviation is 0.577. */
    private void fillNoises(double noise) {
        for (int i = 0; i < BYTES_PER_PIXEL * brighter.length; i++) {
            double sum = -2;
            for (int part = 0; part < 4; part++) {
                sum += (mix(4L * i + part) >>> 11) * 0x1.0p-53;
            }
            int level = (int) Math.max(-127, Math.min(127, Math.round(sum / 0.577 * noise)));
            int shift = 8 * (i % BYTES_PER_PIXEL);
            brighter[i / BYTES_PER_PIXEL] |= Math.max(0, level) << shift;
            darker[i / BYTES_PER_PIXEL] |= Math.max(0, -level) << shift;
        }
    }

    /** The last steps of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /**
     * Writes a picture.
     *
     * @param smearX how far the picture moved sideways while the shutter was open, pixels
     * @param smearY how far it moved up or down, pixels
     * @param frame from which the noise follows
     * @param target where to, from offset 0: BGR, rows packed
     */
    void write(int[] pixels, int smearX, int smearY, long frame, ByteBuffer target) {
        int[] source = pixels;
        if (smearX > 1) {
            smearRows(source, Math.min(LONGEST_SMEAR, smearX));
            source = smeared;
        }
        if (smearY > 1) {
            int[] other = smearX > 1 ? pixels : smeared;
            smearColumns(source, other, Math.min(LONGEST_SMEAR, smearY));
            source = other;
        }
        int rowBytes = width * BYTES_PER_PIXEL;
        soften(source, 0, softened[0]);
        soften(source, Math.min(1, height - 1), softened[1]);
        for (int y = 0; y < height; y++) {
            int[] above = softened[Math.max(0, y - 1) % 3];
            int[] here = softened[y % 3];
            int[] below = softened[Math.min(height - 1, y + 1) % 3];
            mix(above, here, below);
            if (noisy) {
                addNoise((int) mix(seed ^ mix(frame * 4099 + y)) & NOISES - 1);
            }
            pack();
            target.put(y * rowBytes, row, 0, rowBytes);
            if (y + 2 < height) {
                soften(source, y + 2, softened[(y + 2) % 3]);
            }
        }
    }

    /** Returns the mean of two colours, each part by itself, rounded down. */
    private static int mean(int a, int b) {
        return (a & b) + ((a ^ b) >>> 1 & 0x7F7F7F);
    }

    /** Rows are copied side by side first: only what has one index is worked on many at once. */
    private void soften(int[] source, int y, int[] target) {
        int from = y * width;
        int last = width - 1;
        int[] before = left;
        int[] after = right;
        int[] middle = line;
        System.arraycopy(source, from, middle, 0, width);
        System.arraycopy(source, from, before, 1, last);
        System.arraycopy(source, from + 1, after, 0, last);
        before[0] = middle[0];
        after[last] = middle[last];
        for (int x = 0; x < target.length; x++) {
            target[x] = mean(mean(before[x], after[x]), middle[x]);
        }
    }

    private void mix(int[] above, int[] here, int[] below) {
        int[] target = line;
        for (int x = 0; x < target.length; x++) {
            target[x] = mean(mean(above[x], below[x]), here[x]);
        }
    }

    /**
     * Adds what brightens and then takes away what darkens, three parts in one number. A part that would
     * overflow stays at its end: what is added is below 128, so that the highest bits tell.
     */
    private void addNoise(int from) {
        int[] target = line;
        int[] more = left;
        int[] less = right;
        System.arraycopy(brighter, from, more, 0, width);
        System.arraycopy(darker, from, less, 0, width);
        for (int x = 0; x < target.length; x++) {
            target[x] = ~sum(~sum(target[x], more[x]), less[x]);
        }
    }

    private static int sum(int colour, int added) {
        int sum = (colour & 0x7F7F7F) + added;
        int over = colour & sum & 0x808080;
        return sum | (colour & 0x808080) | ((over << 1) - (over >>> 7));
    }

    private void pack() {
        int[] source = line;
        int fours = width & ~3;
        for (int x = 0; x < fours; x += 4) {
            int a = source[x] & 0xFFFFFF;
            int b = source[x + 1] & 0xFFFFFF;
            int c = source[x + 2] & 0xFFFFFF;
            int d = source[x + 3];
            int at = x * BYTES_PER_PIXEL;
            rowWords.putInt(at, a | b << 24);
            rowWords.putInt(at + 4, b >>> 8 | c << 16);
            rowWords.putInt(at + 8, c >>> 16 | d << 8);
        }
        for (int x = fours; x < width; x++) {
            row[x * BYTES_PER_PIXEL] = (byte) source[x];
            row[x * BYTES_PER_PIXEL + 1] = (byte) (source[x] >> 8);
            row[x * BYTES_PER_PIXEL + 2] = (byte) (source[x] >> 16);
        }
    }

    private void smearRows(int[] source, int length) {
        int scale = 65536 / length;
        int half = length / 2;
        for (int y = 0; y < height; y++) {
            int from = y * width;
            int redBlue = 0;
            int green = 0;
            for (int i = -half; i < length - half; i++) {
                int colour = source[from + Math.max(0, Math.min(width - 1, i))];
                redBlue += colour & RED_BLUE;
                green += colour >> 8 & 255;
            }
            for (int x = 0; x < width; x++) {
                smeared[from + x] = scaled(redBlue, green, scale);
                int entering = source[from + Math.min(width - 1, x + length - half)];
                int leaving = source[from + Math.max(0, x - half)];
                redBlue += (entering & RED_BLUE) - (leaving & RED_BLUE);
                green += (entering >> 8 & 255) - (leaving >> 8 & 255);
            }
        }
    }

    private static int scaled(int redBlue, int green, int scale) {
        int red = ((redBlue >>> 16) * scale) >>> 16;
        int blue = ((redBlue & 0xFFFF) * scale) >>> 16;
        return red << 16 | ((green * scale) >>> 16) << 8 | blue;
    }

    private void smearColumns(int[] source, int[] target, int length) {
        int scale = 65536 / length;
        int half = length / 2;
        Arrays.fill(sumRedBlue, 0);
        Arrays.fill(sumGreen, 0);
        for (int i = -half; i < length - half; i++) {
            add(source, i, 1);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                target[y * width + x] = scaled(sumRedBlue[x], sumGreen[x], scale);
            }
            add(source, y + length - half, 1);
            add(source, y - half, -1);
        }
    }

    private void add(int[] source, int y, int sign) {
        int from = Math.max(0, Math.min(height - 1, y)) * width;
        for (int x = 0; x < width; x++) {
            int colour = source[from + x];
            sumRedBlue[x] += sign * (colour & RED_BLUE);
            sumGreen[x] += sign * (colour >> 8 & 255);
        }
    }
}
