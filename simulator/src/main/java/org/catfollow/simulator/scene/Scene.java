package org.catfollow.simulator.scene;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.simulator.world.Furniture;
import org.catfollow.simulator.world.Room;
import org.catfollow.simulator.world.World;

/** Everything in the room that never moves, textured and lit. Made once; immutable after. */
public final class Scene {
    private static final double FLOOR_LIGHT_SPACING = 0.05;
    private static final double WALL_LIGHT_SPACING = 0.12;
    private static final double OFF_WALL = 0.015;
    private static final double SKIRTING = 0.07;

    private final Room room;
    private final List<Patch> roomPatches = new ArrayList<>();
    private final List<Patch> furniturePatches = new ArrayList<>();
    private final List<Mesh> meshes = new ArrayList<>();
    private final Patch floor;
    private final double lightX;
    private final double lightY;

    /** Builds and lights the room of a world: some seconds on a small machine. */
    public Scene(World world) {
        room = world.room();
        floor = floor();
        int pictures = 0;
        for (Room.Item item : room.items()) {
            pictures++;
            roomPatches.add(item(item, pictures));
        }
        for (Room.Side side : Room.Side.values()) {
            roomPatches.add(skirting(side));
        }
        for (Room.Side side : Room.Side.values()) {
            roomPatches.add(wall(side));
        }
        roomPatches.add(ceiling());
        roomPatches.add(floor);
        for (Furniture piece : world.furniture()) {
            new PieceBuilder(piece, furniturePatches, meshes).build();
        }
        LightBaker baker = new LightBaker(room, new Occluders(room, world.furniture()));
        roomPatches.forEach(baker::bake);
        furniturePatches.forEach(baker::bake);
        meshes.forEach(baker::bake);
        double[] middle = middleOfLight();
        lightX = middle[0];
        lightY = middle[1];
    }

    private Patch floor() {
        return new Patch.Builder(
                        new double[] {room.minX(), room.minY(), 0},
                        new double[] {room.maxX() - room.minX(), 0, 0},
                        new double[] {0, room.maxY() - room.minY(), 0})
                .tiled(Materials.floor(room.floor()), Materials.FLOOR_TILE_METRES)
                .asFloor()
                .build(FLOOR_LIGHT_SPACING);
    }

    private Patch ceiling() {
        return new Patch.Builder(
                        new double[] {room.minX(), room.maxY(), room.height()},
                        new double[] {room.maxX() - room.minX(), 0, 0},
                        new double[] {0, room.minY() - room.maxY(), 0})
                .tiled(Materials.ceiling(), Materials.WALL_TILE_METRES)
                .build(2 * WALL_LIGHT_SPACING);
    }

    private Patch wall(Room.Side side) {
        return rectangle(side, from(side), to(side), 0, room.height(), 0)
                .tiled(Materials.wall(room.walls(), room.wallColour()), Materials.WALL_TILE_METRES)
                .build(WALL_LIGHT_SPACING);
    }

    private Patch skirting(Room.Side side) {
        return rectangle(side, from(side), to(side), 0, SKIRTING, OFF_WALL)
                .tiled(Texture.plain(0xECE7DD), 1)
                .build(WALL_LIGHT_SPACING);
    }

    private static boolean lengthwise(Room.Side side) {
        return side == Room.Side.LEFT || side == Room.Side.RIGHT;
    }

    private double from(Room.Side side) {
        return lengthwise(side) ? room.minX() : room.minY();
    }

    private double to(Room.Side side) {
        return lengthwise(side) ? room.maxX() : room.maxY();
    }

    private Patch item(Room.Item item, int number) {
        double half = item.width() / 2;
        Patch.Builder builder =
                rectangle(
                        item.wall(),
                        item.along() - half,
                        item.along() + half,
                        item.bottom(),
                        item.bottom() + item.height(),
                        OFF_WALL + 0.004);
        return switch (item.kind()) {
            case WINDOW -> builder.fitted(Materials.window()).glowing(1).build(WALL_LIGHT_SPACING);
            case DOOR -> builder.fitted(Materials.door()).build(WALL_LIGHT_SPACING);
            case PICTURE -> builder.fitted(Materials.picture(number)).build(WALL_LIGHT_SPACING);
        };
    }

    /** A rectangle on a wall that looks into the room, so far before the wall. */
    private Patch.Builder rectangle(
            Room.Side side, double from, double to, double bottom, double top, double before) {
        double[] upward = {0, 0, top - bottom};
        return switch (side) {
            case AHEAD ->
                    new Patch.Builder(
                            new double[] {room.maxX() - before, to, bottom},
                            new double[] {0, from - to, 0},
                            upward);
            case BEHIND ->
                    new Patch.Builder(
                            new double[] {room.minX() + before, from, bottom},
                            new double[] {0, to - from, 0},
                            upward);
            case LEFT ->
                    new Patch.Builder(
                            new double[] {from, room.maxY() - before, bottom},
                            new double[] {to - from, 0, 0},
                            upward);
            case RIGHT ->
                    new Patch.Builder(
                            new double[] {to, room.minY() + before, bottom},
                            new double[] {from - to, 0, 0},
                            upward);
        };
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

    /** Returns the room that this is. */
    public Room room() {
        return room;
    }

    /** Returns what hangs on the walls, then walls, ceiling and floor; not to be changed. */
    public List<Patch> roomPatches() {
        return roomPatches;
    }

    /** Returns the flat sides of the furniture; not to be changed. */
    public List<Patch> furniturePatches() {
        return furniturePatches;
    }

    /** Returns what is round in the furniture; not to be changed. */
    public List<Mesh> meshes() {
        return meshes;
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
