package org.catfollow.simulator.scene;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.simulator.world.Furniture;
import org.catfollow.simulator.world.Room;
import org.catfollow.simulator.world.World;

/**
 * Builds, paints and lights the room of a world: most of a second of one core. What comes of it follows
 * from the room and its furniture alone, so that it can be kept ({@link BakedStore}). Whoever changes what
 * comes out of here or of what it calls raises {@link BakedFile#VERSION}; a test notices.
 */
final class SceneBaker {
    private static final double FLOOR_LIGHT_SPACING = 0.05;
    private static final double WALL_LIGHT_SPACING = 0.12;
    private static final double OFF_WALL = 0.015;
    private static final double SKIRTING = 0.07;

    private final Room room;
    private final List<Furniture> furniture;
    private final Materials materials = new Materials();

    private SceneBaker(World world) {
        room = world.room();
        furniture = world.furniture();
    }

    /** Returns everything in the room of a world, lit. */
    static Baked bake(World world) {
        return new SceneBaker(world).bake();
    }

    private Baked bake() {
        List<Patch> roomPatches = new ArrayList<>();
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
        roomPatches.add(floor());
        List<Patch> furniturePatches = new ArrayList<>();
        List<Mesh> meshes = new ArrayList<>();
        for (Furniture piece : furniture) {
            new PieceBuilder(piece, materials, furniturePatches, meshes).build();
        }
        LightBaker baker = new LightBaker(room, new Occluders(room, furniture));
        roomPatches.forEach(baker::bake);
        furniturePatches.forEach(baker::bake);
        meshes.forEach(baker::bake);
        return new Baked(materials.painted(), roomPatches, furniturePatches, meshes);
    }

    private Patch floor() {
        return new Patch.Builder(
                        new double[] {room.minX(), room.minY(), 0},
                        new double[] {room.maxX() - room.minX(), 0, 0},
                        new double[] {0, room.maxY() - room.minY(), 0})
                .tiled(materials.floor(room.floor()), Materials.FLOOR_TILE_METRES)
                .asFloor()
                .build(FLOOR_LIGHT_SPACING);
    }

    private Patch ceiling() {
        return new Patch.Builder(
                        new double[] {room.minX(), room.maxY(), room.height()},
                        new double[] {room.maxX() - room.minX(), 0, 0},
                        new double[] {0, room.minY() - room.maxY(), 0})
                .tiled(materials.ceiling(), Materials.WALL_TILE_METRES)
                .build(2 * WALL_LIGHT_SPACING);
    }

    private Patch wall(Room.Side side) {
        return rectangle(side, from(side), to(side), 0, room.height(), 0)
                .tiled(materials.wall(room.walls(), room.wallColour()), Materials.WALL_TILE_METRES)
                .build(WALL_LIGHT_SPACING);
    }

    private Patch skirting(Room.Side side) {
        return rectangle(side, from(side), to(side), 0, SKIRTING, OFF_WALL)
                .tiled(materials.plain(0xECE7DD), 1)
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
            case WINDOW -> builder.fitted(materials.window()).glowing(1).build(WALL_LIGHT_SPACING);
            case DOOR -> builder.fitted(materials.door()).build(WALL_LIGHT_SPACING);
            case PICTURE -> builder.fitted(materials.picture(number)).build(WALL_LIGHT_SPACING);
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
}
