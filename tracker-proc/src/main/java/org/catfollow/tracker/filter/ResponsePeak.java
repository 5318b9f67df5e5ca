package org.catfollow.tracker.filter;

/** The highest point of a cyclic response, to a fraction of a cell. A reusable holder. */
final class ResponsePeak {
    private static final int GRID = PatchFeatures.GRID;
    private static final int CELLS = PatchFeatures.CELLS;

    /** Half side of the square that counts as the peak itself (11 x 11 in Bolme et al. 2010). */
    private static final int PEAK_RADIUS = 5;

    /** Shift in cells from the window's centre. */
    double shiftX;

    double shiftY;

    /** Height of the fused response there. */
    float height;

    /** Height of the filter's own response there. */
    float filterHeight;

    /** Mean probability of being target, by its colour, of a box there. */
    float colourHeight;

    /** Peak-to-sidelobe ratio of the filter's response there. */
    float peakToSidelobe;

    /** Finds the highest point of {@code fused}, and what the two responses in it say there. */
    void find(float[] fused, float[] filter, float[] colour) {
        int best = 0;
        for (int i = 1; i < CELLS; i++) {
            if (fused[i] > fused[best]) {
                best = i;
            }
        }
        int x = best % GRID;
        int y = best / GRID;
        height = fused[best];
        filterHeight = filter[best];
        colourHeight = colour[best];
        shiftX =
                signed(x)
                        + vertex(
                                fused[y * GRID + (x - 1 & GRID - 1)],
                                height,
                                fused[y * GRID + (x + 1 & GRID - 1)]);
        shiftY =
                signed(y)
                        + vertex(
                                fused[(y - 1 & GRID - 1) * GRID + x],
                                height,
                                fused[(y + 1 & GRID - 1) * GRID + x]);
        peakToSidelobe = sidelobeRatio(filter, x, y);
    }

    private static int signed(int cell) {
        return cell < GRID / 2 ? cell : cell - GRID;
    }

    /** Returns where a parabola through three points has its top, -0.5 to 0.5 from the middle one. */
    static double vertex(double left, double middle, double right) {
        double curve = left - 2 * middle + right;
        if (!(curve < 0)) {
            return 0;
        }
        return Math.min(0.5, Math.max(-0.5, 0.5 * (left - right) / curve));
    }

    private static float sidelobeRatio(float[] response, int peakX, int peakY) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int y = 0; y < GRID; y++) {
            boolean nearRow = Math.abs(signed(y - peakY & GRID - 1)) <= PEAK_RADIUS;
            for (int x = 0; x < GRID; x++) {
                if (nearRow && Math.abs(signed(x - peakX & GRID - 1)) <= PEAK_RADIUS) {
                    continue;
                }
                float value = response[y * GRID + x];
                sum += value;
                squares += value * value;
                count++;
            }
        }
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
        return (float) ((response[peakY * GRID + peakX] - mean) / (deviation + 1e-6));
    }

    /** Takes over another peak. */
    void copyFrom(ResponsePeak other) {
        shiftX = other.shiftX;
        shiftY = other.shiftY;
        height = other.height;
        filterHeight = other.filterHeight;
        colourHeight = other.colourHeight;
        peakToSidelobe = other.peakToSidelobe;
    }
}
