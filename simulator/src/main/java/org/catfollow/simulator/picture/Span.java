package org.catfollow.simulator.picture;

/** A few pixels of a row of a textured surface: texture, light and nearness are linear along it. */
final class Span {
    private static final int RED_BLUE = 0xFF00FF;
    private static final int GREEN = 0xFF00;
    private static final int HALF = 32768;

    private final int[] pixels;
    private final float[] depth;
    private int from;
    private int length;
    private float firstNear;
    private float stepNear;
    private int tag;
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

    /** Sets where it is, how near, and what its pixels show in their highest byte. */
    void set(int newFrom, int newLength, float near, float nearStep, int newTag) {
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

    /** Draws it with the texel that lies at each pixel. */
    void nearest() {
        int[] target = pixels;
        float[] nearness = depth;
        int[] picture = texels;
        int maskU = (1 << shift) - 1;
        int rows = maskV;
        int rowShift = shift;
        int u = firstU;
        int v = firstV;
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
                int texel = picture[((v >> 16 & rows) << rowShift) + (u >> 16 & maskU)];
                target[at] = mark | lit(texel & RED_BLUE, texel & GREEN, light >> 16);
            }
            u += uStep;
            v += vStep;
            light += lightStep;
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
