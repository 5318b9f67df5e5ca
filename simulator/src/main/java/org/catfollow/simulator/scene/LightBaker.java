package org.catfollow.simulator.scene;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.simulator.world.Room;

/**
 * Works out once how much light falls on every surface: daylight from the windows and lamps, with the
 * soft shadows of the furniture, and what is left in corners of the light that comes from all sides.
 */
final class LightBaker {
    private static final int DIRECTIONS = 28;
    private static final int ROTATIONS = 8;
    private static final int WINDOW_COLUMNS = 3;
    private static final int WINDOW_ROWS = 3;

    /** A window of a square metre, a metre away: picked by eye. */
    private static final double DAYLIGHT = 3.8;

    private static final double LAMP = 2.2;
    private static final double AMBIENT = 0.56;

    /** Beyond, furniture takes no light from all sides away, metres. */
    private static final double REACH = 1.3;

    private static final double OFF_SURFACE = 0.012;

    /** A place that gives light: a point of a window, or a lamp. */
    private record Source(
            double x, double y, double z, double facingX, double facingY, double strength) {}

    private final Room room;
    private final Occluders occluders;
    private final List<Source> sources = new ArrayList<>();
    private final double[] directions = new double[3 * DIRECTIONS * ROTATIONS];

    LightBaker(Room room, Occluders occluders) {
        this.room = room;
        this.occluders = occluders;
        for (Room.Item item : room.items()) {
            if (item.kind() == Room.ItemKind.WINDOW) {
                addWindow(item);
            }
        }
        for (Room.Lamp lamp : room.lamps()) {
            for (int i = 0; i < 4; i++) {
                double x = lamp.x() + (i % 2 - 0.5) * 0.3;
                double y = lamp.y() + (i < 2 ? -0.5 : 0.5) * 0.3;
                sources.add(
                        new Source(x, y, room.height() - 0.25, 0, 0, LAMP * lamp.strength() / 4));
            }
        }
        fillDirections();
    }

    private void addWindow(Room.Item item) {
        int count = WINDOW_COLUMNS * WINDOW_ROWS;
        double strength = DAYLIGHT * item.width() * item.height() / count;
        for (int i = 0; i < count; i++) {
            double along =
                    item.along()
                            + ((i % WINDOW_COLUMNS + 0.5) / WINDOW_COLUMNS - 0.5) * item.width();
            int row = i / WINDOW_COLUMNS;
            double z = item.bottom() + (row + 0.5) / WINDOW_ROWS * item.height();
            sources.add(
                    switch (item.wall()) {
                        case AHEAD -> new Source(room.maxX() - 0.01, along, z, -1, 0, strength);
                        case BEHIND -> new Source(room.minX() + 0.01, along, z, 1, 0, strength);
                        case LEFT -> new Source(along, room.maxY() - 0.01, z, 0, -1, strength);
                        case RIGHT -> new Source(along, room.minY() + 0.01, z, 0, 1, strength);
                    });
        }
    }

    /** Directions about the z axis, denser where more light counts, turned a little in each set. */
    private void fillDirections() {
        for (int rotation = 0; rotation < ROTATIONS; rotation++) {
            for (int i = 0; i < DIRECTIONS; i++) {
                double radius = Math.sqrt((i + 0.5) / DIRECTIONS);
                double turn = i * 2.399963229728653 + rotation * 2 * Math.PI / ROTATIONS / 3;
                int at = 3 * (rotation * DIRECTIONS + i);
                directions[at] = radius * StrictMath.cos(turn);
                directions[at + 1] = radius * StrictMath.sin(turn);
                directions[at + 2] = Math.sqrt(1 - radius * radius);
            }
        }
    }

    void bake(Patch patch) {
        if (patch.glow > 0) {
            java.util.Arrays.fill(patch.light, 256 * Math.min(1, patch.glow));
            return;
        }
        float[] raw = new float[patch.light.length];
        for (int row = 0; row < patch.lightRows; row++) {
            for (int column = 0; column < patch.lightColumns; column++) {
                double s = inset(patch.width, (double) column / (patch.lightColumns - 1));
                double t = inset(patch.height, (double) row / (patch.lightRows - 1));
                raw[row * patch.lightColumns + column] =
                        lightAt(
                                patch.origin[0] + s * patch.across[0] + t * patch.upward[0],
                                patch.origin[1] + s * patch.across[1] + t * patch.upward[1],
                                patch.origin[2] + s * patch.across[2] + t * patch.upward[2],
                                patch.normal[0],
                                patch.normal[1],
                                patch.normal[2]);
            }
        }
        smooth(raw, patch);
    }

    /** The rim of a surface lies in the next surface: looked at a little further in. */
    private static double inset(double side, double part) {
        double rim = Math.min(0.02, side * 0.2);
        return rim + part * (side - 2 * rim);
    }

    private static void smooth(float[] raw, Patch patch) {
        for (int row = 0; row < patch.lightRows; row++) {
            for (int column = 0; column < patch.lightColumns; column++) {
                float sum = 0;
                int count = 0;
                for (int y = Math.max(0, row - 1);
                        y <= Math.min(patch.lightRows - 1, row + 1);
                        y++) {
                    for (int x = Math.max(0, column - 1);
                            x <= Math.min(patch.lightColumns - 1, column + 1);
                            x++) {
                        sum += raw[y * patch.lightColumns + x];
                        count++;
                    }
                }
                patch.light[row * patch.lightColumns + column] = sum / count;
            }
        }
    }

    void bake(Mesh mesh) {
        for (int i = 0; i < mesh.vertices(); i++) {
            mesh.light[i] =
                    lightAt(
                            mesh.x[i],
                            mesh.y[i],
                            mesh.z[i],
                            mesh.normalX[i],
                            mesh.normalY[i],
                            mesh.normalZ[i]);
        }
    }

    /** Returns the light on a surface at a place, 0..256. */
    float lightAt(double x, double y, double z, double nx, double ny, double nz) {
        double px = x + nx * OFF_SURFACE;
        double py = y + ny * OFF_SURFACE;
        double pz = z + nz * OFF_SURFACE;
        double light = AMBIENT * ambient(px, py, pz, nx, ny, nz);
        for (int i = 0; i < sources.size(); i++) {
            light += direct(sources.get(i), px, py, pz, nx, ny, nz);
        }
        float result = (float) (256 * (1 - StrictMath.exp(-1.9 * light)));
        // 0 / 0 for a ray along the floor from on it; the same bits of it on every machine.
        return Float.isNaN(result) ? Float.NaN : result;
    }

    private double direct(
            Source source, double x, double y, double z, double nx, double ny, double nz) {
        double toX = source.x - x;
        double toY = source.y - y;
        double toZ = source.z - z;
        double squared = toX * toX + toY * toY + toZ * toZ;
        double distance = Math.sqrt(squared);
        double facing = (nx * toX + ny * toY + nz * toZ) / distance;
        boolean lamp = source.facingX == 0 && source.facingY == 0;
        double leaving = lamp ? 1 : -(source.facingX * toX + source.facingY * toY) / distance;
        if (facing <= 0 || leaving <= 0) {
            return 0;
        }
        double hit =
                occluders.distance(
                        x, y, z, toX / distance, toY / distance, toZ / distance, distance);
        return hit < distance - 0.02
                ? 0
                : source.strength * facing * leaving / Math.max(squared, 0.2);
    }

    private double ambient(double x, double y, double z, double nx, double ny, double nz) {
        // Two directions along the surface, whichever way it lies.
        double sideX = Math.abs(nz) > 0.9 ? 1 : -ny;
        double sideY = Math.abs(nz) > 0.9 ? 0 : nx;
        double onNormal = sideX * nx + sideY * ny;
        sideX -= onNormal * nx;
        sideY -= onNormal * ny;
        double sideZ = -onNormal * nz;
        double scale = 1 / Math.sqrt(sideX * sideX + sideY * sideY + sideZ * sideZ);
        sideX *= scale;
        sideY *= scale;
        sideZ *= scale;
        double otherX = ny * sideZ - nz * sideY;
        double otherY = nz * sideX - nx * sideZ;
        double otherZ = nx * sideY - ny * sideX;
        int set = Math.floorMod((int) (x * 37 + y * 159 + z * 205), ROTATIONS);
        double open = 0;
        for (int i = 0; i < DIRECTIONS; i++) {
            int at = 3 * (set * DIRECTIONS + i);
            double a = directions[at];
            double b = directions[at + 1];
            double c = directions[at + 2];
            open +=
                    openness(
                            x,
                            y,
                            z,
                            a * sideX + b * otherX + c * nx,
                            a * sideY + b * otherY + c * ny,
                            a * sideZ + b * otherZ + c * nz);
        }
        return open / DIRECTIONS;
    }

    /** Furniture takes the light away, near walls give some of it back, and little comes from below. */
    private double openness(double x, double y, double z, double toX, double toY, double toZ) {
        double hit = occluders.distance(x, y, z, toX, toY, toZ, REACH) / REACH;
        double wall = Math.min(1, occluders.distanceToRoom(x, y, z, toX, toY, toZ) / 0.8);
        double fromAbove = 0.85 + 0.25 * toZ;
        return Math.min(hit * hit, 0.62 + 0.38 * wall) * fromAbove;
    }
}
