package org.catfollow.tracker.filter;

/**
 * The highest point of a cyclic response of any size, for the plain trackers. A reusable holder.
 */
final class CyclicPeak {
    /** Half side of the square that counts as the peak itself: 11 x 11 (Bolme et al. 2010). */
    private static final int PEAK_RADIUS = 5;

    /** Shift in cells from the window's centre, to a fraction of a cell. */
    double shiftX;

    double shiftY;

    /** Height of the response there. */
    float height;

    /** Peak-to-sidelobe ratio: the peak over the mean of the rest, in its standard deviations. */
    float peakToSidelobe;

    /** Finds the highest point of {@code response}, row by row. */
    void find(float[] response, int columns, int rows) {
        int best = 0;
        for (int i = 1; i < columns * rows; i++) {
            if (response[i] > response[best]) {
                best = i;
            }
        }
        int x = best % columns;
        int y = best / columns;
        int line = y * columns;
        shiftX =
                signed(x, columns)
                        + ResponsePeak.vertex(
                                response[line + (x + columns - 1) % columns],
                                response[best],
                                response[line + (x + 1) % columns]);
        shiftY =
                signed(y, rows)
                        + ResponsePeak.vertex(
                                response[(y + rows - 1) % rows * columns + x],
                                response[best],
                                response[(y + 1) % rows * columns + x]);
        height = response[best];
        peakToSidelobe = ratio(response, columns, rows, x, y);
    }

    private static int signed(int cell, int cells) {
        return cell <= cells / 2 ? cell : cell - cells;
    }

    private static float ratio(float[] response, int columns, int rows, int peakX, int peakY) {
        // A grid of few cells would be all peak.
        int radius = Math.min(PEAK_RADIUS, Math.min(columns, rows) / 4);
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int y = 0; y < rows; y++) {
            boolean nearRow = Math.abs(signed((y - peakY + rows) % rows, rows)) <= radius;
            for (int x = 0; x < columns; x++) {
                int away = Math.abs(signed((x - peakX + columns) % columns, columns));
                if (nearRow && away <= radius) {
                    continue;
                }
                double value = response[y * columns + x];
                sum += value;
                squares += value * value;
                count++;
            }
        }
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
        return (float) ((response[peakY * columns + peakX] - mean) / (deviation + 1e-6));
    }
}
