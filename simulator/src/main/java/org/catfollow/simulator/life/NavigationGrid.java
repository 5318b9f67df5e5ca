package org.catfollow.simulator.life;

import java.util.Arrays;
import java.util.List;
import org.catfollow.simulator.world.Furniture;
import org.catfollow.simulator.world.FurnitureShapes;
import org.catfollow.simulator.world.Room;
import org.catfollow.simulator.world.Solid;

/** Where a walker of one size fits, on cells of {@value #CELL_METRES} m. Immutable once made. */
public final class NavigationGrid {
    static final double CELL_METRES = 0.1;

    /** A cell that no way leads to. */
    static final int UNREACHABLE = Integer.MAX_VALUE;

    private final double minX;
    private final double minY;
    private final int columns;
    private final int rows;
    private final boolean[] blocked;

    /**
     * Looks where a walker fits.
     *
     * @param radius how far it needs to be from walls and furniture, metres
     * @param height it passes below what is higher, metres
     */
    public NavigationGrid(Room room, List<Furniture> furniture, double radius, double height) {
        minX = room.minX();
        minY = room.minY();
        columns = Math.max(1, (int) ((room.maxX() - minX) / CELL_METRES));
        rows = Math.max(1, (int) ((room.maxY() - minY) / CELL_METRES));
        blocked = new boolean[columns * rows];
        for (int cell = 0; cell < blocked.length; cell++) {
            double x = x(cell);
            double y = y(cell);
            blocked[cell] =
                    x < minX + radius
                            || x > room.maxX() - radius
                            || y < minY + radius
                            || y > room.maxY() - radius;
        }
        for (Furniture piece : furniture) {
            for (Solid solid : FurnitureShapes.of(piece)) {
                if (solid.blocks(height)) {
                    block(piece, solid, radius);
                }
            }
        }
    }

    private void block(Furniture piece, Solid solid, double radius) {
        double turned = Math.toRadians(piece.turnedDegrees());
        double cos = StrictMath.cos(turned);
        double sin = StrictMath.sin(turned);
        // Beyond, nothing is blocked whichever way it is turned: most cells of a room.
        double reach = radius + CELL_METRES + farthest(solid);
        int first = cell(piece.x() - reach, piece.y() - reach);
        int last = cell(piece.x() + reach, piece.y() + reach);
        for (int row = first / columns; row <= last / columns; row++) {
            for (int column = first % columns; column <= last % columns; column++) {
                int cell = row * columns + column;
                double shiftX = x(cell) - piece.x();
                double shiftY = y(cell) - piece.y();
                double localX = cos * shiftX + sin * shiftY;
                double localY = cos * shiftY - sin * shiftX;
                double outX = Math.max(0, Math.max(solid.minX() - localX, localX - solid.maxX()));
                double outY = Math.max(0, Math.max(solid.minY() - localY, localY - solid.maxY()));
                blocked[cell] |= outX * outX + outY * outY < radius * radius;
            }
        }
    }

    /** Returns a distance from the piece's middle that no point of a part of it exceeds. */
    private static double farthest(Solid solid) {
        return Math.max(Math.abs(solid.minX()), Math.abs(solid.maxX()))
                + Math.max(Math.abs(solid.minY()), Math.abs(solid.maxY()));
    }

    /** Returns how many cells there are. */
    public int cells() {
        return blocked.length;
    }

    /** Returns the middle of a cell, metres. */
    public double x(int cell) {
        return minX + (cell % columns + 0.5) * CELL_METRES;
    }

    /** Returns the middle of a cell, metres. */
    public double y(int cell) {
        int row = cell / columns;
        return minY + (row + 0.5) * CELL_METRES;
    }

    /** Returns whether the walker fits there. */
    public boolean free(int cell) {
        return !blocked[cell];
    }

    /** Returns the cell at a place; beyond the room, the nearest one. */
    public int cell(double x, double y) {
        int column = Math.max(0, Math.min(columns - 1, (int) ((x - minX) / CELL_METRES)));
        int row = Math.max(0, Math.min(rows - 1, (int) ((y - minY) / CELL_METRES)));
        return row * columns + column;
    }

    /** Returns the free cell next to a place; the place's own when there is none at all. */
    public int nearestFree(double x, double y) {
        int best = cell(x, y);
        double bestSquared = Double.MAX_VALUE;
        for (int cell = 0; cell < blocked.length; cell++) {
            double squared = square(x(cell) - x) + square(y(cell) - y);
            if (!blocked[cell] && squared < bestSquared) {
                best = cell;
                bestSquared = squared;
            }
        }
        return best;
    }

    private static double square(double value) {
        return value * value;
    }

    /** Returns whether the straight line between two places is free. */
    boolean clear(double fromX, double fromY, double toX, double toY) {
        double length = Math.sqrt(square(toX - fromX) + square(toY - fromY));
        int steps = (int) (length / (CELL_METRES / 2)) + 1;
        for (int i = 0; i <= steps; i++) {
            double part = (double) i / steps;
            if (blocked[cell(fromX + part * (toX - fromX), fromY + part * (toY - fromY))]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Fills in how many cells each is away from one, by ways that are free.
     *
     * @param distance one for each cell
     * @param queue room to work in, one for each cell
     */
    void flood(int toCell, int[] distance, int[] queue) {
        Arrays.fill(distance, UNREACHABLE);
        distance[toCell] = 0;
        queue[0] = toCell;
        int end = 1;
        for (int at = 0; at < end; at++) {
            int cell = queue[at];
            for (int side = 0; side < 8; side++) {
                int next = neighbour(cell, side);
                if (next >= 0 && distance[next] == UNREACHABLE && !blocked[next]) {
                    distance[next] = distance[cell] + 1;
                    queue[end++] = next;
                }
            }
        }
    }

    /** Returns the cell beside one, the four straight ones first; -1 outside the room. */
    int neighbour(int cell, int side) {
        int stepX = side < 4 ? (side == 0 ? 1 : side == 1 ? -1 : 0) : (side & 1) * 2 - 1;
        int stepY = side < 4 ? (side == 2 ? 1 : side == 3 ? -1 : 0) : (side & 2) - 1;
        int column = cell % columns + stepX;
        int row = cell / columns + stepY;
        boolean inside = column >= 0 && column < columns && row >= 0 && row < rows;
        return inside ? row * columns + column : -1;
    }
}
