package org.catfollow.simulator.scene;

/** A picture on a surface with its smaller copies; sides are powers of two, and it tiles. Immutable. */
public final class Texture {
    /** What a texture looks like at a point. */
    @FunctionalInterface
    public interface Painter {
        /** Returns 0xRRGGBB, from u and v of 0 up to below 1. */
        int colour(float u, float v);
    }

    private final int[][] levels;
    private final int widthShift;
    private final int heightShift;
    private final boolean cutOut;

    private Texture(int[][] levels, int widthShift, int heightShift, boolean cutOut) {
        this.levels = levels;
        this.widthShift = widthShift;
        this.heightShift = heightShift;
        this.cutOut = cutOut;
    }

    /** Paints a texture of {@code 1 << widthShift} by {@code 1 << heightShift} texels. */
    public static Texture paint(int widthShift, int heightShift, Painter painter) {
        int width = 1 << widthShift;
        int height = 1 << heightShift;
        int[] texels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                texels[y * width + x] =
                        painter.colour((x + 0.5f) / width, (y + 0.5f) / height) & 0xFFFFFF;
            }
        }
        return of(texels, widthShift, heightShift, false);
    }

    /** Makes a texture with holes from 0xAARRGGBB, the lowest row first; the sides as above. */
    public static Texture cutOut(int[] texels, int widthShift, int heightShift) {
        return of(texels.clone(), widthShift, heightShift, true);
    }

    private static Texture of(int[] texels, int widthShift, int heightShift, boolean cutOut) {
        int count = Math.min(widthShift, heightShift) + 1;
        int[][] levels = new int[count][];
        levels[0] = texels;
        for (int level = 1; level < count; level++) {
            levels[level] =
                    halve(levels[level - 1], 1 << (widthShift - level), 1 << (heightShift - level));
        }
        return new Texture(levels, widthShift, heightShift, cutOut);
    }

    /** Returns how many texels the picture and all its smaller copies have. */
    static long texels(int widthShift, int heightShift) {
        long sum = 0;
        for (int level = 0; level <= Math.min(widthShift, heightShift); level++) {
            sum += 1L << (widthShift - level + heightShift - level);
        }
        return sum;
    }

    /** Takes a picture and its smaller copies as {@link #texels(int)} gave them. */
    static Texture of(int[][] levels, int widthShift, int heightShift) {
        return new Texture(levels, widthShift, heightShift, false);
    }

    private static int[] halve(int[] large, int width, int height) {
        int[] small = new int[width * height];
        int stride = width * 2;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = 2 * y * stride + 2 * x;
                small[y * width + x] =
                        average(
                                large[at],
                                large[at + 1],
                                large[at + stride],
                                large[at + stride + 1]);
            }
        }
        return small;
    }

    private static int average(int a, int b, int c, int d) {
        int redBlue = (a & 0xFF00FF) + (b & 0xFF00FF) + (c & 0xFF00FF) + (d & 0xFF00FF);
        int green = (a & 0xFF00) + (b & 0xFF00) + (c & 0xFF00) + (d & 0xFF00);
        int alpha = (a >>> 24) + (b >>> 24) + (c >>> 24) + (d >>> 24);
        return (alpha / 4) << 24
                | ((redBlue + 0x20002) >>> 2 & 0xFF00FF)
                | ((green + 0x200) >>> 2 & 0xFF00);
    }

    /** Returns whether its texels' highest byte says where it is opaque; elsewhere it is 0. */
    public boolean cutOut() {
        return cutOut;
    }

    /** Returns how many sizes there are. */
    public int levels() {
        return levels.length;
    }

    /** Returns the texels of a size, rows packed; not to be changed. */
    public int[] texels(int level) {
        return levels[level];
    }

    /** Returns the binary logarithm of a size's width. */
    public int widthShift(int level) {
        return widthShift - level;
    }

    /** Returns the binary logarithm of a size's height. */
    public int heightShift(int level) {
        return heightShift - level;
    }
}
