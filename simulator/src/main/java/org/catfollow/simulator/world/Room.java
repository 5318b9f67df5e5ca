package org.catfollow.simulator.world;

import java.util.List;

/**
 * Four walls, a floor and a ceiling, and what hangs on the walls. Metres; x forward of the robot's
 * start, y to its left, z up.
 *
 * @param minX the wall behind the start
 * @param maxX the wall ahead
 * @param minY the wall to the right
 * @param maxY the wall to the left
 * @param height of the ceiling
 * @param floor what it is made of
 * @param walls what covers them
 * @param wallColour 0xRRGGBB
 * @param items windows, doors and pictures
 * @param lamps under the ceiling
 */
public record Room(
        double minX,
        double maxX,
        double minY,
        double maxY,
        double height,
        Floor floor,
        Walls walls,
        int wallColour,
        List<Item> items,
        List<Lamp> lamps) {
    /** What the floor is made of. */
    public enum Floor {
        /** Boards of oak, laid lengthwise. */
        WOOD,
        /** Woven wool. */
        CARPET,
        /** Stoneware with joints. */
        TILES
    }

    /** What covers the walls. */
    public enum Walls {
        /** Painted plaster. */
        PLASTER,
        /** Paper with broad stripes. */
        WALLPAPER,
        /** Bricks, painted over. */
        BRICK
    }

    /** One of the four walls, as the robot sees them at its start. */
    public enum Side {
        /** Ahead, at the greatest x. */
        AHEAD,
        /** Behind, at the smallest x. */
        BEHIND,
        /** Left, at the greatest y. */
        LEFT,
        /** Right, at the smallest y. */
        RIGHT
    }

    /** What can hang on a wall. */
    public enum ItemKind {
        /** Lets daylight in. */
        WINDOW,
        /** Closed. */
        DOOR,
        /** In a frame. */
        PICTURE
    }

    /**
     * Something on a wall.
     *
     * @param kind what it is
     * @param wall where it hangs
     * @param along its middle: y on the walls ahead and behind, x on those left and right
     * @param bottom above the floor
     * @param width along the wall
     * @param height from its bottom to its top
     */
    public record Item(
            ItemKind kind, Side wall, double along, double bottom, double width, double height) {}

    /**
     * A lamp under the ceiling.
     *
     * @param x where
     * @param y where
     * @param strength 1 lights a living room in the evening
     */
    public record Lamp(double x, double y, double strength) {}

    /** Keeps its own lists. */
    public Room {
        items = List.copyOf(items);
        lamps = List.copyOf(lamps);
    }
}
