package org.catfollow.tracker.filter;

/**
 * Where to look for a target that is not where it should be: the windows round its place, half a window
 * apart, ring after ring, each time one; from the first ring again once a ring lies wholly outside the
 * picture.
 */
final class LostSearch {
    /** Looks that a ring beyond the first waits for: most targets are hidden for moments only. */
    private static final int PATIENCE = 16;

    private int ring;
    private int columns;
    private int rows;

    /** Offset of the next window, pixels. */
    double offsetX;

    double offsetY;

    /** Whether the window is beyond the windows that touch the target's place. */
    boolean far() {
        return ring > 1;
    }

    /** Finds the window of look {@code look}, counted since the target was seen, and returns the next. */
    int next(int look, double centreX, double centreY, double side, int width, int height) {
        columns = width;
        rows = height;
        int at = look;
        for (int tries = 0; tries < 4096; tries++) {
            if (at < PATIENCE) {
                place(1, at % 8, side);
            } else {
                int rest = at - PATIENCE;
                int r = 2;
                while (rest >= 8 * r) {
                    rest -= 8 * r;
                    r++;
                }
                place(r, rest, side);
                if ((r - 1) * side / 2 > Math.max(columns, rows)) {
                    at = 0;
                    continue;
                }
            }
            at++;
            if (ring == 1 || inside(centreX + offsetX, centreY + offsetY)) {
                return at;
            }
        }
        return 0;
    }

    private boolean inside(double x, double y) {
        return x >= 0 && x <= columns && y >= 0 && y <= rows;
    }

    /** Place {@code n} of the 8 {@code r} on the square ring {@code r}. */
    private void place(int r, int n, double side) {
        ring = r;
        int edge = n % 4; // all four sides in turn, so that no direction waits for long
        int along = n / 4 - r + 1; // -r + 1 to r
        int x = edge == 0 ? r : edge == 1 ? -r : edge == 2 ? -along : along;
        int y = edge == 0 ? along : edge == 1 ? -along : edge == 2 ? r : -r;
        offsetX = x * side / 2;
        offsetY = y * side / 2;
    }
}
