package org.catfollow.simulator.picture;

import org.catfollow.simulator.scene.Patch;
import org.catfollow.simulator.scene.Texture;

/**
 * Draws flat textured rectangles, correct in perspective.
 *
 * <p>On a plane, 1/z, s/z and t/z are linear over the picture, so a row costs one division for every
 * {@value #SEGMENT} pixels or more; texture and light are linear between. Each segment takes the size of the
 * texture that fits its pixels.
 */
final class PatchPainter {
    private static final int SEGMENT = 16;
    private static final double NEAR = 0.02;

    /** A surface seen at a low angle is sampled so many times finer than its longest extent asks. */
    private static final float SLANT = 3;

    /** Square of a pixel's length in texels, under which each texel is seen by itself. */
    static final float MAGNIFIED = 0.01f;

    private final Canvas canvas;
    private final Pinhole camera;
    private final double[] corners = new double[3 * 8];
    private final double[] clipped = new double[3 * 8];
    private final float[] rowLeft;
    private final float[] rowRight;

    /** Gradients over the picture: at its corner, for a column, for a row. */
    private final double[] nearness = new double[3];

    private final double[] acrossGradient = new double[3];
    private final double[] upwardGradient = new double[3];
    private final double[] origin = new double[3];
    private final double[] across = new double[3];
    private final double[] upward = new double[3];

    private final Span span;
    private Patch patch;
    private boolean magnified;

    /** Columns and rows of the grid of light for a metre. */
    private double lightColumn;

    private double lightRow;
    private int tag;

    /** Whether the column is odd, and twice whether the row is. */
    private int phase;

    PatchPainter(Canvas canvas, Pinhole camera) {
        this.canvas = canvas;
        this.camera = camera;
        span = new Span(canvas);
        rowLeft = new float[canvas.height];
        rowRight = new float[canvas.height];
    }

    void draw(Patch next) {
        double toX = next.origin(0) - camera.x;
        double toY = next.origin(1) - camera.y;
        double toZ = next.origin(2) - camera.z;
        if (next.normal(0) * toX + next.normal(1) * toY + next.normal(2) * toZ >= 0) {
            return;
        }
        patch = next;
        lightColumn = (next.lightColumns() - 1) / next.width();
        lightRow = (next.lightRows() - 1) / next.height();
        tag = (next.isFloor() ? Canvas.FLOOR : Canvas.STILL) << 24;
        toCamera(origin, toX, toY, toZ);
        toCamera(across, next.across(0), next.across(1), next.across(2));
        toCamera(upward, next.upward(0), next.upward(1), next.upward(2));
        int count = clip();
        if (count < 3) {
            return;
        }
        gradients();
        outline(count);
    }

    private void toCamera(double[] result, double x, double y, double z) {
        result[0] = camera.right(x, y);
        result[1] = camera.down(x, y, z);
        result[2] = camera.forward(x, y, z);
    }

    /** Cuts off what lies behind the lens; returns the number of corners left in {@link #clipped}. */
    private int clip() {
        double width = patch.width();
        double height = patch.height();
        for (int axis = 0; axis < 3; axis++) {
            corners[axis] = origin[axis];
            corners[3 + axis] = origin[axis] + width * across[axis];
            corners[6 + axis] = corners[3 + axis] + height * upward[axis];
            corners[9 + axis] = origin[axis] + height * upward[axis];
        }
        if (outside()) {
            return 0;
        }
        int count = 0;
        for (int i = 0; i < 4; i++) {
            int from = 3 * i;
            int to = 3 * ((i + 1) % 4);
            boolean in = corners[from + 2] >= NEAR;
            if (in) {
                System.arraycopy(corners, from, clipped, 3 * count++, 3);
            }
            if (in != corners[to + 2] >= NEAR) {
                double part = (NEAR - corners[from + 2]) / (corners[to + 2] - corners[from + 2]);
                for (int axis = 0; axis < 3; axis++) {
                    clipped[3 * count + axis] =
                            corners[from + axis]
                                    + part * (corners[to + axis] - corners[from + axis]);
                }
                count++;
            }
        }
        return count;
    }

    /** Returns whether all corners lie beyond the same side of the picture. */
    private boolean outside() {
        double sideways = camera.centreX / camera.focalX;
        double upright = camera.centreY / camera.focalY;
        int beyond = 15;
        for (int i = 0; i < 12; i += 3) {
            double reachX = corners[i + 2] * sideways;
            double reachY = corners[i + 2] * upright;
            int here = corners[i] > reachX ? 1 : 0;
            here |= corners[i] < -reachX ? 2 : 0;
            here |= corners[i + 1] > reachY ? 4 : 0;
            here |= corners[i + 1] < -reachY ? 8 : 0;
            beyond &= here;
        }
        return beyond != 0;
    }

    private void gradients() {
        double normalX = across[1] * upward[2] - across[2] * upward[1];
        double normalY = across[2] * upward[0] - across[0] * upward[2];
        double normalZ = across[0] * upward[1] - across[1] * upward[0];
        double scale = 1 / (origin[0] * normalX + origin[1] * normalY + origin[2] * normalZ);
        gradient(nearness, scale, normalX, normalY, normalZ);
        gradient(
                acrossGradient,
                scale,
                upward[1] * origin[2] - upward[2] * origin[1],
                upward[2] * origin[0] - upward[0] * origin[2],
                upward[0] * origin[1] - upward[1] * origin[0]);
        gradient(
                upwardGradient,
                scale,
                origin[1] * across[2] - origin[2] * across[1],
                origin[2] * across[0] - origin[0] * across[2],
                origin[0] * across[1] - origin[1] * across[0]);
    }

    private void gradient(double[] result, double scale, double x, double y, double z) {
        result[1] = x * scale / camera.focalX;
        result[2] = y * scale / camera.focalY;
        result[0] = z * scale - result[1] * camera.centreX - result[2] * camera.centreY;
    }

    private void outline(int count) {
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i < 3 * count; i += 3) {
            clipped[i] = camera.centreX + camera.focalX * clipped[i] / clipped[i + 2];
            clipped[i + 1] = camera.centreY + camera.focalY * clipped[i + 1] / clipped[i + 2];
            top = Math.min(top, clipped[i + 1]);
            bottom = Math.max(bottom, clipped[i + 1]);
        }
        int first = (int) Math.max(0, Math.ceil(top - 0.5));
        int end = (int) Math.min(canvas.height, Math.ceil(bottom - 0.5));
        for (int y = first; y < end; y++) {
            rowLeft[y] = Float.MAX_VALUE;
            rowRight[y] = -Float.MAX_VALUE;
        }
        for (int i = 0; i < count; i++) {
            int from = 3 * i;
            int to = 3 * ((i + 1) % count);
            if (clipped[from + 1] < clipped[to + 1]) {
                edge(clipped[from], clipped[from + 1], clipped[to], clipped[to + 1]);
            } else if (clipped[from + 1] > clipped[to + 1]) {
                edge(clipped[to], clipped[to + 1], clipped[from], clipped[from + 1]);
            }
        }
        for (int y = first; y < end; y++) {
            int start = (int) Math.max(0, Math.ceil(rowLeft[y] - 0.5f));
            int stop = (int) Math.min(canvas.width, Math.ceil(rowRight[y] - 0.5f));
            if (start < stop) {
                row(y, start, stop);
            }
        }
    }

    private void edge(double topX, double topY, double bottomX, double bottomY) {
        int first = (int) Math.max(0, Math.ceil(topY - 0.5));
        int end = (int) Math.min(canvas.height, Math.ceil(bottomY - 0.5));
        double slope = (bottomX - topX) / (bottomY - topY);
        for (int y = first; y < end; y++) {
            float x = (float) (topX + (y + 0.5 - topY) * slope);
            rowLeft[y] = Math.min(rowLeft[y], x);
            rowRight[y] = Math.max(rowRight[y], x);
        }
    }

    private void row(int y, int start, int stop) {
        double atX = start + 0.5;
        double atY = y + 0.5;
        double near = nearness[0] + nearness[1] * atX + nearness[2] * atY;
        double side = acrossGradient[0] + acrossGradient[1] * atX + acrossGradient[2] * atY;
        double rise = upwardGradient[0] + upwardGradient[1] * atX + upwardGradient[2] * atY;
        double far = 1 / near;
        double s = side * far;
        double t = rise * far;
        float light = light(s, t);
        for (int x = start; x < stop; ) {
            int length = Math.min(segmentLength(near), stop - x);
            int level = level(s, t, far);
            near += nearness[1] * length;
            side += acrossGradient[1] * length;
            rise += upwardGradient[1] * length;
            // The last pixel's end may lie beyond the horizon: it is not looked at there.
            far = 1 / Math.max(near, 1e-4);
            double nextS = side * far;
            double nextT = rise * far;
            float nextLight = light(nextS, nextT);
            float firstNear = (float) (near - nearness[1] * length);
            phase = (x & 1) | (y & 1) << 1;
            segment(
                    y * canvas.width + x,
                    length,
                    level,
                    firstNear,
                    s,
                    t,
                    (nextS - s) / length,
                    (nextT - t) / length,
                    light,
                    (nextLight - light) / length);
            s = nextS;
            t = nextT;
            light = nextLight;
            x += length;
        }
    }

    /** The less the distance changes along the row, the longer texture and light stay linear. */
    private int segmentLength(double near) {
        double change = Math.abs(nearness[1]) * SEGMENT;
        return change < 0.012 * near ? 4 * SEGMENT : change < 0.07 * near ? 2 * SEGMENT : SEGMENT;
    }

    /** Returns the size of the texture whose texels are about as large as the pixels here. */
    private int level(double s, double t, double far) {
        Texture texture = patch.texture();
        double texelsS = patch.repeatsAcross() * (1 << texture.widthShift(0)) * far;
        double texelsT = patch.repeatsUpward() * (1 << texture.heightShift(0)) * far;
        float columnS = (float) ((acrossGradient[1] - s * nearness[1]) * texelsS);
        float columnT = (float) ((upwardGradient[1] - t * nearness[1]) * texelsT);
        float rowS = (float) ((acrossGradient[2] - s * nearness[2]) * texelsS);
        float rowT = (float) ((upwardGradient[2] - t * nearness[2]) * texelsT);
        float column = columnS * columnS + columnT * columnT;
        float row = rowS * rowS + rowT * rowT;
        float longer = Math.max(column, row);
        float shorter = Math.min(column, row);
        float squared = Math.max(shorter, longer / (SLANT * SLANT));
        magnified = squared < MAGNIFIED;
        // Half the binary exponent of the squared length: the length's logarithm, rounded down,
        // so that texels are no larger than pixels.
        int level = (Float.floatToRawIntBits(squared) - 0x3F800000) >> 24;
        return Math.max(0, Math.min(texture.levels() - 1, level));
    }

    private float light(double s, double t) {
        int columns = patch.lightColumns();
        int rows = patch.lightRows();
        float column = Math.max(0, Math.min(columns - 1.001f, (float) (s * lightColumn)));
        float row = Math.max(0, Math.min(rows - 1.001f, (float) (t * lightRow)));
        int firstRow = (int) row;
        int at = firstRow * columns + (int) column;
        float partX = column - (int) column;
        float partY = row - (int) row;
        float[] light = patch.light();
        float near = light[at] + (light[at + 1] - light[at]) * partX;
        float next = light[at + columns] + (light[at + columns + 1] - light[at + columns]) * partX;
        return near + (next - near) * partY;
    }

    private void segment(
            int from,
            int length,
            int level,
            float firstNear,
            double s,
            double t,
            double stepS,
            double stepT,
            float firstLight,
            float stepLight) {
        Texture texture = patch.texture();
        int[] texels = texture.texels(level);
        int shift = texture.widthShift(level);
        int maskU = (1 << shift) - 1;
        int maskV = (1 << texture.heightShift(level)) - 1;
        double scaleU = patch.repeatsAcross() * 65536 * (maskU + 1);
        double scaleV = patch.repeatsUpward() * 65536 * (maskV + 1);
        span.set(phase, from, length, firstNear, (float) nearness[1], tag);
        span.light((int) (firstLight * 65536), (int) (stepLight * 65536));
        span.texture(texels, shift, maskV);
        span.place(
                (int) (s * scaleU),
                (int) (t * scaleV),
                (int) (stepS * scaleU),
                (int) (stepT * scaleV));
        if (maskU + maskV == 0) {
            span.plain();
        } else if (magnified) {
            span.smooth();
        } else {
            span.dithered();
        }
    }
}
