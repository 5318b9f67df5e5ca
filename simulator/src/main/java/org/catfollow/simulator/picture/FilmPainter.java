package org.catfollow.simulator.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Turns the canvas into the bytes that a sensor would give: smeared by the camera's turning, a little
 * soft as a small lens is (which also smooths edges), and noisy.
 */
final class FilmPainter {
    /** Longest smear, pixels. */
    static final int LONGEST_SMEAR = 48;

    private static final int BYTES_PER_PIXEL = 3;
    private static final int NOISES = 1 << 13;

    private final int width;
    private final int height;
    private final byte[] row;
    private final ByteBuffer rowWords;
    private final int[][] softened = new int[3][];
    private final int[] smeared;

    /** A row in the making, wider than the picture by the longest smear. */
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
        noisy = noise > 0;
        line = new int[width + LONGEST_SMEAR];
        left = new int[line.length];
        right = new int[line.length];
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
        if (smearY > 1) {
            smearColumns(pixels, Math.min(LONGEST_SMEAR, smearY));
            source = smeared;
        }
        int smear = Math.min(LONGEST_SMEAR, smearX);
        int rowBytes = width * BYTES_PER_PIXEL;
        soften(source, 0, smear, softened[0]);
        soften(source, Math.min(1, height - 1), smear, softened[1]);
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
                soften(source, y + 2, smear, softened[(y + 2) % 3]);
            }
        }
    }

    /** Returns the mean of two colours, each part by itself, rounded down. */
    private static int mean(int a, int b) {
        return (a & b) + ((a ^ b) >>> 1 & 0x7F7F7F);
    }

    /** The same, rounded up: by turns with the other, so that a picture does not grow darker. */
    private static int meanUp(int a, int b) {
        return (a | b) - ((a ^ b) >>> 1 & 0x7F7F7F);
    }

    /** Rows are copied side by side first: only what has one index is worked on many at once. */
    private void soften(int[] source, int y, int smear, int[] target) {
        int from = y * width;
        int last = width - 1;
        int[] before = left;
        int[] after = right;
        int[] middle = line;
        if (smear > 1) {
            smearRow(source, from, smear);
        } else {
            System.arraycopy(source, from, middle, 0, width);
        }
        System.arraycopy(middle, 0, before, 1, last);
        System.arraycopy(middle, 1, after, 0, last);
        before[0] = middle[0];
        after[last] = middle[last];
        for (int x = 0; x < target.length; x++) {
            target[x] = meanUp(mean(before[x], after[x]), middle[x]);
        }
    }

    /**
     * Leaves a row of the source in {@link #line}, smeared. The mean with the same row moved by half the
     * length, then by half of what is left, and so on, is nearly that of all pixels along the length, and
     * takes as many steps as the length has binary digits.
     */
    private void smearRow(int[] source, int from, int length) {
        int[] whole = line;
        int half = length / 2;
        int end = width + length - 1;
        Arrays.fill(whole, 0, half, source[from]);
        System.arraycopy(source, from, whole, half, width);
        Arrays.fill(whole, half + width, end, source[from + width - 1]);
        boolean up = false;
        for (int rest = length - 1; rest > 0; rest /= 2) {
            int moved = rest - rest / 2;
            end -= moved;
            System.arraycopy(whole, moved, right, 0, end);
            means(whole, right, end, up, whole);
            up = !up;
        }
    }

    private static void means(int[] a, int[] b, int count, boolean up, int[] target) {
        if (up) {
            for (int x = 0; x < count; x++) {
                target[x] = meanUp(a[x], b[x]);
            }
        } else {
            for (int x = 0; x < count; x++) {
                target[x] = mean(a[x], b[x]);
            }
        }
    }

    /** Leaves the picture in {@link #smeared}, smeared upright in the way of {@link #smearRow}. */
    private void smearColumns(int[] source, int length) {
        int above = length / 2;
        int[] from = source;
        boolean up = false;
        for (int rest = length - 1; rest > 0; rest /= 2) {
            int moved = rest - rest / 2;
            for (int y = 0; y < height; y++) {
                int upper = Math.max(0, Math.min(height - 1, y - above));
                int lower = Math.max(0, Math.min(height - 1, y - above + moved));
                System.arraycopy(from, upper * width, left, 0, width);
                System.arraycopy(from, lower * width, right, 0, width);
                means(left, right, width, up, line);
                System.arraycopy(line, 0, smeared, y * width, width);
            }
            above = 0;
            from = smeared;
            up = !up;
        }
    }

    private void mix(int[] above, int[] here, int[] below) {
        int[] target = line;
        for (int x = 0; x < width; x++) {
            target[x] = meanUp(mean(above[x], below[x]), here[x]);
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
        for (int x = 0; x < width; x++) {
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
}
