package org.catfollow.simulator.picture;

import java.util.Arrays;

/** Counts the pixels that one actor would cover if nothing hid it, each once. */
final class Silhouette {
    private final int height;

    /** Words of a row in {@link #covered}. */
    private final int stride;

    /** A bit for each pixel of the picture, row by row. */
    private final long[] covered;

    private int left;
    private int top;
    private int right;
    private int bottom;

    /** Where its outline would lie without the picture's border, pixels. */
    private double outlineLeft;

    private double outlineTop;
    private double outlineRight;
    private double outlineBottom;

    Silhouette(int width, int height) {
        this.height = height;
        stride = (width + Long.SIZE - 1) / Long.SIZE;
        covered = new long[stride * height];
        bottom = height - 1;
    }

    /** Begins a picture: it covers nothing yet. */
    void begin() {
        if (top <= bottom) {
            Arrays.fill(covered, top * stride, (bottom + 1) * stride, 0);
        }
        left = Integer.MAX_VALUE;
        top = height;
        right = -1;
        bottom = -1;
        outlineLeft = Double.MAX_VALUE;
        outlineTop = Double.MAX_VALUE;
        outlineRight = -Double.MAX_VALUE;
        outlineBottom = -Double.MAX_VALUE;
    }

    void corner(double x, double y) {
        outlineLeft = Math.min(outlineLeft, x);
        outlineTop = Math.min(outlineTop, y);
        outlineRight = Math.max(outlineRight, x);
        outlineBottom = Math.max(outlineBottom, y);
    }

    /** A triangle's row from {@code start} up to, not including, {@code end}. */
    void row(int y, int start, int end) {
        int first = y * stride + (start >> 6);
        int last = y * stride + ((end - 1) >> 6);
        // Shifts count modulo 64.
        long fromStart = -1L << start;
        long upToEnd = -1L >>> -end;
        if (first == last) {
            covered[first] |= fromStart & upToEnd;
        } else {
            covered[first] |= fromStart;
            for (int word = first + 1; word < last; word++) {
                covered[word] = -1;
            }
            covered[last] |= upToEnd;
        }
        bounds(y, start, end - 1);
    }

    private int count() {
        int count = 0;
        for (int word = top * stride; word < (bottom + 1) * stride; word++) {
            count += Long.bitCount(covered[word]);
        }
        return count;
    }

    private void bounds(int y, int first, int last) {
        left = Math.min(left, first);
        right = Math.max(right, last);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
    }

    /**
     * The whole box is the box of the pixels; where they end at the picture's border it goes on to where
     * the surface's corners are.
     */
    void tellWhole(PictureTruth.Sighting sighting, Canvas canvas) {
        if (outlineLeft > outlineRight) {
            sighting.wholeX = 0;
            sighting.wholeY = 0;
            sighting.wholeWidth = 0;
            sighting.wholeHeight = 0;
            sighting.insideFraction = 0;
            return;
        }
        boolean seen = bottom >= 0;
        double x0 = seen && left > 0 ? left : outlineLeft;
        double y0 = seen && top > 0 ? top : outlineTop;
        double x1 = seen && right < canvas.width - 1 ? right + 1 : outlineRight;
        double y1 = seen && bottom < canvas.height - 1 ? bottom + 1 : outlineBottom;
        sighting.wholeX = (float) x0;
        sighting.wholeY = (float) y0;
        sighting.wholeWidth = (float) (x1 - x0);
        sighting.wholeHeight = (float) (y1 - y0);
        double insideWidth = Math.max(0, Math.min(x1, canvas.width) - Math.max(x0, 0));
        double insideHeight = Math.max(0, Math.min(y1, canvas.height) - Math.max(y0, 0));
        double area = (x1 - x0) * (y1 - y0);
        sighting.insideFraction =
                area > 0 ? (float) Math.min(1, insideWidth * insideHeight / area) : 0;
    }

    /** Looks which of its pixels the picture shows in the end. */
    void tellVisible(PictureTruth.Sighting sighting, Canvas canvas, int shows) {
        int minX = Integer.MAX_VALUE;
        int minY = Integer.MAX_VALUE;
        int maxX = -1;
        int maxY = -1;
        int seen = 0;
        for (int y = top; y <= bottom; y++) {
            int first = y * canvas.width + left;
            int end = y * canvas.width + right + 1;
            int here = canvas.count(first, end, shows);
            if (here > 0) {
                seen += here;
                minY = Math.min(minY, y);
                maxY = y;
                minX = Math.min(minX, canvas.first(first, end, shows) - first + left);
                maxX = Math.max(maxX, canvas.last(first, end, shows) - first + left);
            }
        }
        sighting.pixels = seen;
        sighting.x = seen == 0 ? 0 : minX;
        sighting.y = seen == 0 ? 0 : minY;
        sighting.width = seen == 0 ? 0 : maxX + 1 - minX;
        sighting.height = seen == 0 ? 0 : maxY + 1 - minY;
        int count = count();
        sighting.visibleFraction = count == 0 ? 0 : (float) seen / count;
    }
}
