package org.catfollow.simulator.body;

import org.catfollow.simulator.scene.Texture;

/** A user's cut-out picture, shown upright on the floor in place of a drawn cat. Immutable. */
public final class Sprite {
    private static final int MOST_SHIFT = 9;
    private static final int OPAQUE = 128;

    private final Texture texture;
    private final double widthOverHeight;

    private Sprite(Texture texture, double widthOverHeight) {
        this.texture = texture;
        this.widthOverHeight = widthOverHeight;
    }

    /**
     * Makes a sprite of the opaque part of a picture; what is transparent around it is cut off, so that
     * it stands on the floor.
     *
     * @param pixels 0xAARRGGBB, rows packed, the highest first
     * @throws IllegalArgumentException when nothing in it is opaque
     */
    public static Sprite of(int[] pixels, int width, int height) {
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (pixels[y * width + x] >>> 24 >= OPAQUE) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        if (right < 0) {
            throw new IllegalArgumentException(
                    "sprite of "
                            + width
                            + "x"
                            + height
                            + " pixels is transparent everywhere: save the cut-out with alpha 255 inside");
        }
        int wide = right + 1 - left;
        int tall = bottom + 1 - top;
        int widthShift = shift(wide);
        int heightShift = shift(tall);
        int[] texels = new int[1 << (widthShift + heightShift)];
        for (int y = 0; y < 1 << heightShift; y++) {
            for (int x = 0; x < 1 << widthShift; x++) {
                // A texture's lowest row is the first, a picture's the last.
                int row = bottom - (int) ((y + 0.5) * tall / (1 << heightShift));
                int column = left + (int) ((x + 0.5) * wide / (1 << widthShift));
                texels[(y << widthShift) + x] = pixels[row * width + column];
            }
        }
        fillHoles(texels);
        return new Sprite(Texture.cutOut(texels, widthShift, heightShift), (double) wide / tall);
    }

    private static int shift(int side) {
        int shift = 0;
        while (1 << shift < side && shift < MOST_SHIFT) {
            shift++;
        }
        return shift;
    }

    /** Smaller copies mix neighbours: what is transparent gets the mean colour, not black. */
    private static void fillHoles(int[] texels) {
        long red = 0;
        long green = 0;
        long blue = 0;
        long count = 0;
        for (int texel : texels) {
            if (texel >>> 24 >= OPAQUE) {
                red += texel >> 16 & 255;
                green += texel >> 8 & 255;
                blue += texel & 255;
                count++;
            }
        }
        long divisor = Math.max(1, count);
        int mean = (int) (((red / divisor) << 16) | ((green / divisor) << 8) | (blue / divisor));
        for (int i = 0; i < texels.length; i++) {
            if (texels[i] >>> 24 < OPAQUE) {
                texels[i] = mean;
            }
        }
    }

    Texture texture() {
        return texture;
    }

    /** Returns how much wider than high the cut-out is. */
    public double widthOverHeight() {
        return widthOverHeight;
    }
}
