package org.catfollow.simulator.scene;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.simulator.world.Furniture;
import org.catfollow.simulator.world.FurnitureShapes;
import org.catfollow.simulator.world.Room;
import org.catfollow.simulator.world.Solid;

/** What keeps light from getting somewhere: boxes, piece by piece, and the room's own walls. */
final class Occluders {
    /** One piece: its boxes in its own frame, six bounds each, after six for all of them together. */
    private static final class Piece {
        final double x;
        final double y;
        final double cos;
        final double sin;
        final double[] bounds;

        Piece(Furniture piece, double[] bounds) {
            double turned = Math.toRadians(piece.turnedDegrees());
            x = piece.x();
            y = piece.y();
            cos = StrictMath.cos(turned);
            sin = StrictMath.sin(turned);
            this.bounds = bounds;
        }
    }

    private static final int BOX = 6;

    private final Room room;
    private final List<Piece> pieces = new ArrayList<>();

    Occluders(Room room, List<Furniture> furniture) {
        this.room = room;
        for (Furniture piece : furniture) {
            add(piece);
        }
    }

    private void add(Furniture piece) {
        List<Solid> solids = FurnitureShapes.of(piece).stream().filter(Solid::casts).toList();
        if (solids.isEmpty()) {
            return;
        }
        double[] bounds = new double[BOX * (solids.size() + 1)];
        for (int axis = 0; axis < BOX; axis += 2) {
            bounds[axis] = Double.MAX_VALUE;
            bounds[axis + 1] = -Double.MAX_VALUE;
        }
        for (int i = 0; i < solids.size(); i++) {
            double[] box = boundsOf(solids.get(i));
            System.arraycopy(box, 0, bounds, BOX * (i + 1), BOX);
            for (int axis = 0; axis < BOX; axis += 2) {
                bounds[axis] = Math.min(bounds[axis], box[axis]);
                bounds[axis + 1] = Math.max(bounds[axis + 1], box[axis + 1]);
            }
        }
        pieces.add(new Piece(piece, bounds));
    }

    /** What is round is a smaller box here, or its own surface would lie in its shadow. */
    private static double[] boundsOf(Solid solid) {
        double part = solid.form() == Solid.Form.BOX ? 0 : 0.2;
        double x = (solid.maxX() - solid.minX()) * part;
        double y = (solid.maxY() - solid.minY()) * part;
        double z = (solid.maxZ() - solid.minZ()) * part;
        return new double[] {
            solid.minX() + x,
            solid.maxX() - x,
            solid.minY() + y,
            solid.maxY() - y,
            solid.minZ() + z,
            solid.maxZ() - z
        };
    }

    /** Returns the distance to the nearest furniture along a unit vector, at most {@code most}. */
    double distance(
            double x,
            double y,
            double z,
            double alongX,
            double alongY,
            double alongZ,
            double most) {
        double nearest = most;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            double shiftX = x - piece.x;
            double shiftY = y - piece.y;
            double localX = piece.cos * shiftX + piece.sin * shiftY;
            double localY = piece.cos * shiftY - piece.sin * shiftX;
            double inverseX = 1 / (piece.cos * alongX + piece.sin * alongY);
            double inverseY = 1 / (piece.cos * alongY - piece.sin * alongX);
            double inverseZ = 1 / alongZ;
            double[] bounds = piece.bounds;
            for (int at = 0; at < bounds.length; at += BOX) {
                double hit = hit(bounds, at, localX, localY, z, inverseX, inverseY, inverseZ);
                if (at == 0 && hit >= nearest) {
                    break;
                }
                if (at > 0) {
                    nearest = Math.min(nearest, hit);
                }
            }
        }
        return nearest;
    }

    /** The slab test; infinite when the ray misses the box. */
    private static double hit(
            double[] bounds,
            int at,
            double x,
            double y,
            double z,
            double inverseX,
            double inverseY,
            double inverseZ) {
        double x0 = (bounds[at] - x) * inverseX;
        double x1 = (bounds[at + 1] - x) * inverseX;
        double y0 = (bounds[at + 2] - y) * inverseY;
        double y1 = (bounds[at + 3] - y) * inverseY;
        double z0 = (bounds[at + 4] - z) * inverseZ;
        double z1 = (bounds[at + 5] - z) * inverseZ;
        double in = Math.max(Math.max(Math.min(x0, x1), Math.min(y0, y1)), Math.min(z0, z1));
        double out = Math.min(Math.min(Math.max(x0, x1), Math.max(y0, y1)), Math.max(z0, z1));
        return out >= Math.max(in, 0) ? Math.max(in, 0) : Double.POSITIVE_INFINITY;
    }

    /** Returns the distance to the room's own walls along a unit vector, from a place inside. */
    double distanceToRoom(
            double x, double y, double z, double alongX, double alongY, double alongZ) {
        double toX = alongX > 0 ? (room.maxX() - x) / alongX : (room.minX() - x) / alongX;
        double toY = alongY > 0 ? (room.maxY() - y) / alongY : (room.minY() - y) / alongY;
        double toZ = alongZ > 0 ? (room.height() - z) / alongZ : -z / alongZ;
        return Math.max(0, Math.min(toX, Math.min(toY, toZ)));
    }
}
