package org.catfollow.tracker.filter;

/**
 * How wide and high the patch of the target's colours is: what the scale filter cannot see when the
 * target turns or sits down.
 *
 * <p>Columns, then rows, of a map of probabilities are averaged over the target; from the middle
 * outwards, the edge is where the sum of what exceeds one half is greatest. What this says of a box is
 * compared only with what it said of the box that was given ({@link #calibrate}), because people and
 * detectors draw boxes looser or tighter than colours do. One thread.
 */
final class ColourShape {
    private static final int GRID = PatchFeatures.GRID;
    private static final float HALF = 0.5f;
    private static final int ROUNDS = 3;

    /** How far from the middle an edge may be, in sizes of the target. */
    private static final double NEAREST = 0.2;

    private static final double FARTHEST = 0.95;

    /** Difference of the mean probability in and round the target under which colours say nothing. */
    private static final double CONTRAST = 0.5;

    private final float[] profile = new float[GRID];
    private double left;
    private double right;
    private double top;
    private double bottom;
    private double contrast;

    /** Logarithm of how much wider, for its height, the target looks than its box; 0 if unknown. */
    double stretch;

    /** Where its middle is from the box's, in cells. */
    double shiftX;

    double shiftY;

    /** Remembers in {@code state} what the colours show of a box that is known to be right. */
    void calibrate(float[] cells, double width, double height, CorrelationState state) {
        double centre = GRID / 2.0;
        fit(cells, centre, centre, width, height);
        double w = right - left;
        double h = bottom - top;
        state.colourWidth = w / width;
        state.colourHeight = h / height;
        state.colourX = ((left + right) / 2 - centre) / w;
        state.colourY = ((top + bottom) / 2 - centre) / h;
        state.colourContrast = contrast;
    }

    /**
     * Compares the colours with a box, in cells; {@link #stretch} and the shifts are the answer.
     * Returns false where they are too like the background's to say anything.
     */
    boolean compare(
            float[] cells,
            double x,
            double y,
            double width,
            double height,
            CorrelationState state) {
        if (state.colourContrast < CONTRAST) {
            return false;
        }
        fit(cells, x, y, width, height);
        double w = right - left;
        double h = bottom - top;
        double wider = w / (width * state.colourWidth);
        double higher = h / (height * state.colourHeight);
        stretch = Math.log(wider / higher);
        shiftX = (left + right) / 2 - state.colourX * w - x;
        shiftY = (top + bottom) / 2 - state.colourY * h - y;
        return contrast >= CONTRAST && likely(wider) && likely(higher);
    }

    private static boolean likely(double growth) {
        return growth > 0.5 && growth < 1.8;
    }

    private void fit(float[] cells, double x, double y, double width, double height) {
        top = y - height / 2;
        bottom = y + height / 2;
        for (int round = 0; round < ROUNDS; round++) {
            project(cells, top, bottom, 1, GRID);
            left = edge(x, width, -1);
            right = edge(x, width, 1);
            project(cells, left, right, GRID, 1);
            top = edge(y, height, -1);
            bottom = edge(y, height, 1);
        }
        measureContrast(cells);
    }

    private void measureContrast(float[] cells) {
        double inside = 0;
        double outside = 0;
        int insideCount = 0;
        int outsideCount = 0;
        for (int i = 0; i < cells.length; i++) {
            int row = i / GRID;
            double x = i % GRID + 0.5;
            double y = row + 0.5;
            if (x > left && x < right && y > top && y < bottom) {
                inside += cells[i];
                insideCount++;
            } else if (x < left - 1 || x > right + 1 || y < top - 1 || y > bottom + 1) {
                outside += cells[i];
                outsideCount++;
            }
        }
        contrast = inside / Math.max(1, insideCount) - outside / Math.max(1, outsideCount);
    }

    /** Averages lines of cells, {@code along} apart, between two places across them. */
    private void project(float[] cells, double from, double to, int along, int across) {
        int first = (int) Math.min(GRID - 1, Math.max(0, Math.round(from)));
        int end = (int) Math.min(GRID, Math.max(first + 1, Math.round(to)));
        for (int i = 0; i < GRID; i++) {
            float sum = 0;
            for (int j = first; j < end; j++) {
                sum += cells[i * along + j * across];
            }
            profile[i] = sum / (end - first) - HALF;
        }
    }

    private double edge(double centre, double size, int direction) {
        int start = (int) Math.min(GRID - 2, Math.max(1, Math.floor(centre)));
        int at = start;
        double sum = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int i = start; i >= 0 && i < GRID; i += direction) {
            sum += profile[i];
            double far = Math.abs(i + 0.5 - centre);
            if (far > FARTHEST * size) {
                break;
            }
            if (far >= NEAREST * size && sum > best) {
                best = sum;
                at = i;
            }
        }
        int next = at + direction;
        double between = 0.5;
        if (next >= 0 && next < GRID && profile[at] > 0 && profile[next] < 0) {
            between = profile[at] / (profile[at] - profile[next]);
        }
        return at + 0.5 + direction * between;
    }
}
