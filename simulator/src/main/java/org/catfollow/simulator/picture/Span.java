package org.catfollow.simulator.picture;

/** A few pixels of a row of a textured surface: texture, light and nearness are linear along it. */
final class Span {
    private static final int RED_BLUE = 0xFF00FF;
    private static final int GREEN = 0xFF00;
    private static final int HALF = 32768;

    /** How far each pixel of two by two moves, texels and 16 bits behind the point. */
    private static final int[] DITHER_U = {-24576, 8192, 24576, -8192};

    private static final int[] DITHER_V = {-8192, 24576, 8192, -24576};

    private final int[] pixels;
    private final float[] depth;
    private int from;
    private int length;
    private float firstNear;
    private float stepNear;
    private int tag;
    private int phase;
    private int firstLight;
    private int stepLight;
    private int[] texels;
    private int shift;
    private int maskV;
    private int firstU;
    private int firstV;
    private int stepU;
    private int stepV;

    Span(Canvas canvas) {
        pixels = canvas.pixels;
        depth = canvas.nearness;
    }

    /**
     * Sets where it is, how near, and what its pixels show in their highest byte.
     *
     * @param newPhase whether the first pixel's column is odd, and twice whether its row is
     */
    void set(int newPhase, int newFrom, int newLength, float near, float nearStep, int newTag) {
        phase = newPhase;
        from = newFrom;
        length = newLength;
        firstNear = near;
        stepNear = nearStep;
        tag = newTag;
    }

    /** Sets the light, 0..256 and 16 bits behind the point. */
    void light(int light, int step) {
        firstLight = light;
        stepLight = step;
    }

    /** Sets the texels, whose width is a power of two and whose height is {@code newMaskV + 1}. */
    void texture(int[] newTexels, int newShift, int newMaskV) {
        texels = newTexels;
        shift = newShift;
        maskV = newMaskV;
    }

    /** Sets the place in the texture, texels and 16 bits behind the point. */
    void place(int u, int v, int uStep, int vStep) {
        firstU = u;
        firstV = v;
        stepU = uStep;
        stepV = vStep;
    }

    /** Draws it in one colour. */
    void plain() {
        int[] target = pixels;
        float[] nearness = depth;
        int light = firstLight;
        int redBlue = texels[0] & RED_BLUE;
        int green = texels[0] & GREEN;
        for (int i = 0; i < length; i++) {
            float near = firstNear + i * stepNear;
            if (near > nearness[from + i]) {
                nearness[from + i] = near;
                target[from + i] = tag | lit(redBlue, green, light >> 16);
            }
            light += stepLight;
        }
    }

    /** Draws it with the mean of the four texels around each pixel. */
    void smooth() {
        int[] target = pixels;
        float[] nearness = depth;
        int[] picture = texels;
        int maskU = (1 << shift) - 1;
        int rows = maskV;
        int rowShift = shift;
        int u = firstU - HALF;
        int v = firstV - HALF;
        int light = firstLight;
        int mark = tag;
        int start = from;
        int count = length;
        float near0 = firstNear;
        float nearStep = stepNear;
        int uStep = stepU;
        int vStep = stepV;
        int lightStep = stepLight;
        for (int i = 0; i < count; i++) {
            float near = near0 + i * nearStep;
            int at = start + i;
            if (near > nearness[at]) {
                nearness[at] = near;
                int u0 = u >> 16 & maskU;
                int u1 = u0 + 1 & maskU;
                int v0 = (v >> 16 & rows) << rowShift;
                int v1 = ((v >> 16) + 1 & rows) << rowShift;
                int a = picture[v0 + u0];
                int b = picture[v0 + u1];
                int c = picture[v1 + u0];
                int d = picture[v1 + u1];
                target[at] = mark | blend(a, b, c, d, u >>> 8 & 255, v >>> 8 & 255, light >> 16);
            }
            u += uStep;
            v += vStep;
            light += lightStep;
        }
    }

    /**
     * Draws it with one texel for each pixel, from a place that is moved within a texel by a pattern of two
     * by two pixels: the lens, which softens the picture, makes of four such pixels the mean of the texels
     * around them, at a third of the cost of taking that mean for each.
     */
    void dithered() {
        int[] target = pixels;
        float[] nearness = depth;
        int[] picture = texels;
        int maskU = (1 << shift) - 1;
        int rowsAbove = maskV << shift;
        int rowShift = 16 - shift;
        int jumpU = DITHER_U[phase ^ 1] - DITHER_U[phase];
        int jumpV = DITHER_V[phase ^ 1] - DITHER_V[phase];
        int u = firstU + DITHER_U[phase];
        int v = firstV + DITHER_V[phase];
        int light = firstLight;
        int mark = tag;
        int start = from;
        int count = length;
        float near0 = firstNear;
        float nearStep = stepNear;
        int uStep = stepU;
        int vStep = stepV;
        int lightStep = stepLight;
        for (int i = 0; i < count; i++) {
            float near = near0 + i * nearStep;
            int at = start + i;
            if (near > nearness[at]) {
                nearness[at] = near;
                int texel = picture[(v >> rowShift & rowsAbove) + (u >> 16 & maskU)];
                target[at] = mark | lit(texel & RED_BLUE, texel & GREEN, light >> 16);
            }
            u += uStep + jumpU;
            v += vStep + jumpV;
            jumpU = -jumpU;
            jumpV = -jumpV;
            light += lightStep;
        }
    }

    /** Returns the mean of four texels, weighted by where between them, and lit by 0..256. */
    static int blend(int a, int b, int c, int d, int partU, int partV, int light) {
        int weightD = (partU * partV) >> 8;
        int weightB = partU - weightD;
        int weightC = partV - weightD;
        int weightA = 256 - partU - partV + weightD;
        int redBlue =
                (a & RED_BLUE) * weightA
                        + (b & RED_BLUE) * weightB
                        + (c & RED_BLUE) * weightC
                        + (d & RED_BLUE) * weightD;
        int green =
                (a & GREEN) * weightA
                        + (b & GREEN) * weightB
                        + (c & GREEN) * weightC
                        + (d & GREEN) * weightD;
        return lit(redBlue >>> 8 & RED_BLUE, green >>> 8 & GREEN, light);
    }

    /** Returns a colour, given in two halves, lit by 0..256. */
    static int lit(int redBlue, int green, int light) {
        return ((redBlue * light) >>> 8 & RED_BLUE) | ((green * light) >>> 8 & GREEN);
    }
}
