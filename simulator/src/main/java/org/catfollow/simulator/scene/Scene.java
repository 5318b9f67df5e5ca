package org.catfollow.simulator.scene;

import java.util.List;
import org.catfollow.simulator.world.Room;
import org.catfollow.simulator.world.World;

/** Everything in the room that never moves, textured and lit. Immutable. */
public final class Scene {
    private final Room room;
    private final Baked baked;
    private final Patch floor;
    private final double lightX;
    private final double lightY;

    /** Builds and lights the room of a world: most of a second where the store has none of it. */
    public Scene(World world, BakedStore store) {
        room = world.room();
        baked = store.scene(world);
        floor = baked.room().getLast();
        double[] middle = middleOfLight();
        lightX = middle[0];
        lightY = middle[1];
    }

    private double[] middleOfLight() {
        double x = 0;
        double y = 0;
        double sum = 1e-6;
        for (Room.Item item : room.items()) {
            if (item.kind() == Room.ItemKind.WINDOW) {
                double area = item.width() * item.height();
                boolean lengthwise = lengthwise(item.wall());
                double wallX = item.wall() == Room.Side.AHEAD ? room.maxX() : room.minX();
                double wallY = item.wall() == Room.Side.LEFT ? room.maxY() : room.minY();
                x += area * (lengthwise ? item.along() : wallX);
                y += area * (lengthwise ? wallY : item.along());
                sum += area;
            }
        }
        for (Room.Lamp lamp : room.lamps()) {
            x += lamp.strength() * lamp.x();
            y += lamp.strength() * lamp.y();
            sum += lamp.strength();
        }
        return new double[] {x / sum, y / sum};
    }

    private static boolean lengthwise(Room.Side side) {
        return side == Room.Side.LEFT || side == Room.Side.RIGHT;
    }

    /** Returns the room that this is. */
    public Room room() {
        return room;
    }

    /** Returns what hangs on the walls, then walls, ceiling and floor; not to be changed. */
    public List<Patch> roomPatches() {
        return baked.room();
    }

    /** Returns the flat sides of the furniture; not to be changed. */
    public List<Patch> furniturePatches() {
        return baked.furniture();
    }

    /** Returns what is round in the furniture; not to be changed. */
    public List<Mesh> meshes() {
        return baked.meshes();
    }

    /** Returns the light on the floor at a place, 0..256. */
    public float floorLight(double x, double y) {
        double s = (x - room.minX()) / floor.width * (floor.lightColumns - 1);
        double t = (y - room.minY()) / floor.height * (floor.lightRows - 1);
        int column = Math.max(0, Math.min(floor.lightColumns - 1, (int) Math.round(s)));
        int row = Math.max(0, Math.min(floor.lightRows - 1, (int) Math.round(t)));
        return floor.light[row * floor.lightColumns + column];
    }

    /** Returns from where most light comes, x, metres. */
    public double lightX() {
        return lightX;
    }

    /** Returns from where most light comes, y, metres. */
    public double lightY() {
        return lightY;
    }

    /** Returns how high most light comes from, metres. */
    public double lightZ() {
        return room.height() * 0.85;
    }
}
