package org.catfollow.simulator.scene;

/** Random fields that are functions of place and seed only; periodic, so that textures tile. */
public final class Noise {
    private Noise() {}

    /** Returns 0 up to below 1 for a lattice point. Mixed by the last steps of MurmurHash3. */
    public static float at(int x, int y, int seed) {
        int hash = x * 0x9E3779B1 + y * 0x85EBCA77 + seed * 0xC2B2AE3D;
        hash ^= hash >>> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >>> 13;
        hash *= 0xC2B2AE35;
        hash ^= hash >>> 16;
        return (hash >>> 8) * (1f / (1 << 24));
    }

    /** Returns -1..1, smooth over cells of size 1, repeating after so many cells. */
    public static float smooth(float x, float y, int periodX, int periodY, int seed) {
        int cellX = (int) Math.floor(x);
        int cellY = (int) Math.floor(y);
        float partX = x - cellX;
        float partY = y - cellY;
        float blendX = partX * partX * (3 - 2 * partX);
        float blendY = partY * partY * (3 - 2 * partY);
        int left = Math.floorMod(cellX, periodX);
        int right = Math.floorMod(cellX + 1, periodX);
        int low = Math.floorMod(cellY, periodY);
        int high = Math.floorMod(cellY + 1, periodY);
        float bottom = at(left, low, seed) * (1 - blendX) + at(right, low, seed) * blendX;
        float top = at(left, high, seed) * (1 - blendX) + at(right, high, seed) * blendX;
        return 2 * (bottom * (1 - blendY) + top * blendY) - 1;
    }

    /** Returns about -1..1: octaves of {@link #smooth}, each twice as fine and half as strong. */
    public static float fractal(float u, float v, int cellsX, int cellsY, int octaves, int seed) {
        float sum = 0;
        float weight = 0.5f;
        for (int octave = 0; octave < octaves; octave++) {
            int periodX = cellsX << octave;
            int periodY = cellsY << octave;
            sum += weight * smooth(u * periodX, v * periodY, periodX, periodY, seed + octave);
            weight *= 0.5f;
        }
        return sum;
    }
}
