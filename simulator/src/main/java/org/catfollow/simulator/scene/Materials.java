package org.catfollow.simulator.scene;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.catfollow.simulator.world.Room;

/** The textures of one room and its furniture, painted from noise: no picture is shipped. One thread. */
final class Materials {
    /** Metres after which a floor's texture repeats. */
    static final double FLOOR_TILE_METRES = 2.0;

    /** Metres after which a wall's texture repeats. */
    static final double WALL_TILE_METRES = 1.0;

    /** Metres after which cloth and wood repeat. */
    static final double PIECE_TILE_METRES = 0.5;

    private static final int BOARDS = 14;
    private static final int BOOKS = 26;

    /** Each texture is painted once, however often a room has it. */
    private final Map<String, Texture> painted = new LinkedHashMap<>();

    /** Returns all that was asked for until now. */
    List<Texture> painted() {
        return List.copyOf(painted.values());
    }

    private Texture once(
            String name, int variant, int widthShift, int heightShift, Texture.Painter painter) {
        String key = name + ' ' + variant;
        Texture known = painted.get(key);
        if (known == null) {
            known = Texture.paint(widthShift, heightShift, painter);
            painted.put(key, known);
        }
        return known;
    }

    Texture plain(int colour) {
        return once("plain", colour, 0, 0, (u, v) -> colour);
    }

    Texture floor(Room.Floor floor) {
        return switch (floor) {
            case WOOD -> once("boards", 0, 10, 10, Materials::boards);
            case CARPET -> once("carpet", 0, 9, 9, Materials::carpet);
            case TILES -> once("tiles", 0, 10, 10, Materials::tiles);
        };
    }

    private static int boards(float u, float v) {
        int board = (int) (v * BOARDS);
        float across = v * BOARDS - board;
        float shift = Noise.at(board, 3, 11);
        float along = u * 2 + shift;
        int piece = Math.floorMod((int) Math.floor(along), 2);
        float lengthwise = along - (float) Math.floor(along);
        float tone = Noise.at(board, piece, 5);
        float warm = Noise.at(board, piece, 6);
        float wave = Noise.fractal(u, v, 4, 16, 3, 40 + piece);
        float grain = Noise.fractal(u, v, 8, 160, 3, 20 + board % 3);
        float rings =
                (float) Math.abs(Math.floorMod((int) ((across + wave * 0.5f) * 700), 200) - 100)
                        / 100;
        int colour = Colour.mix(0xA87646, 0xCDA06B, tone);
        colour = Colour.mix(colour, 0xB5824B, warm * 0.5f);
        colour = Colour.scale(colour, 0.97f + 0.16f * grain + 0.07f * (rings - 0.5f));
        float gap =
                Math.min(
                        Math.min(across, 1 - across) * 143,
                        Math.min(lengthwise, 1 - lengthwise) * 1000);
        return Colour.scale(colour, 0.45f + 0.55f * Colour.step(0.2f, 2.6f, gap));
    }

    private static int carpet(float u, float v) {
        float tuft = Noise.smooth(u * 256, v * 256, 256, 256, 7);
        float cloud = Noise.fractal(u, v, 4, 4, 4, 9);
        return Colour.scale(0xB3A58E, 1 + 0.14f * tuft + 0.12f * cloud);
    }

    private static int tiles(float u, float v) {
        int column = (int) (u * 6);
        int row = (int) (v * 6);
        float partU = u * 6 - column;
        float partV = v * 6 - row;
        float joint = Math.min(Math.min(partU, 1 - partU), Math.min(partV, 1 - partV)) * 333;
        float cloud = Noise.fractal(u, v, 12, 12, 4, 31);
        int tile = Colour.scale(0xC9BBA6, 0.92f + 0.12f * Noise.at(column, row, 2) + 0.1f * cloud);
        return Colour.mix(0x8C8478, tile, Colour.step(2, 4, joint));
    }

    Texture wall(Room.Walls walls, int colour) {
        return switch (walls) {
            case PLASTER -> once("plaster", colour, 8, 8, (u, v) -> plaster(u, v, colour));
            case WALLPAPER -> once("wallpaper", colour, 9, 9, (u, v) -> wallpaper(u, v, colour));
            case BRICK -> once("bricks", colour, 9, 9, (u, v) -> bricks(u, v, colour));
        };
    }

    private static int plaster(float u, float v, int colour) {
        float cloud = Noise.fractal(u, v, 3, 3, 4, 17);
        float grit = Noise.smooth(u * 128, v * 128, 128, 128, 18);
        return Colour.scale(colour, 1 + 0.03f * cloud + 0.02f * grit);
    }

    private static int wallpaper(float u, float v, int colour) {
        float stripe = u * 8 - (int) (u * 8);
        float edge = Math.min(Math.abs(stripe - 0.25f), Math.abs(stripe - 0.75f));
        boolean broad = stripe > 0.25f && stripe < 0.75f;
        int base = broad ? Colour.scale(colour, 0.91f) : colour;
        int lined = edge < 0.02f ? Colour.scale(colour, 0.82f) : base;
        return plaster(u, v, lined);
    }

    private static int bricks(float u, float v, int colour) {
        int row = (int) (v * 14);
        float along = u * 4 + (row & 1) * 0.5f;
        int brick = Math.floorMod((int) Math.floor(along), 4);
        float partU = along - (float) Math.floor(along);
        float partV = v * 14 - row;
        float joint = Math.min(Math.min(partU, 1 - partU) * 250, Math.min(partV, 1 - partV) * 71);
        float shade =
                0.93f + 0.1f * Noise.at(brick, row, 3) + 0.08f * Noise.fractal(u, v, 24, 24, 3, 8);
        return Colour.scale(colour, shade * (0.78f + 0.22f * Colour.step(2, 7, joint)));
    }

    Texture ceiling() {
        return once("ceiling", 0, 7, 7, (u, v) -> plaster(u, v, 0xF4F2EC));
    }

    Texture cloth(int colour) {
        return once("cloth", colour, 8, 8, (u, v) -> weave(u, v, colour));
    }

    private static int weave(float u, float v, int colour) {
        boolean over = ((int) (u * 128) + (int) (v * 128) & 1) == 0;
        float thread = Noise.smooth(u * 128, v * 128, 128, 128, 4);
        float cloud = Noise.fractal(u, v, 4, 4, 3, 5);
        return Colour.scale(colour, (over ? 1.03f : 0.95f) + 0.06f * thread + 0.07f * cloud);
    }

    Texture wood(int colour) {
        return once("wood", colour, 8, 8, (u, v) -> grain(u, v, colour));
    }

    private static int grain(float u, float v, int colour) {
        float wave = Noise.fractal(u, v, 2, 4, 3, 61);
        float fine = Noise.fractal(u, v, 4, 64, 3, 62);
        float ring = (float) Math.floorMod((int) ((v + 0.12f * wave) * 2600), 260) / 260;
        return Colour.scale(colour, 0.95f + 0.12f * fine + 0.10f * Math.abs(ring - 0.5f));
    }

    Texture rug(int colour) {
        return once("rug", colour, 9, 9, (u, v) -> rugPattern(u, v, colour));
    }

    private static int rugPattern(float u, float v, int colour) {
        float border = Math.min(Math.min(u, 1 - u), Math.min(v, 1 - v));
        int light = 0xE3D2B0;
        int dark = Colour.scale(colour, 0.55f);
        float diamond =
                Math.abs(u * 6 - (int) (u * 6) - 0.5f) + Math.abs(v * 4 - (int) (v * 4) - 0.5f);
        int inner =
                diamond < 0.22f ? light : diamond < 0.32f ? dark : diamond > 0.82f ? light : colour;
        int woven =
                border < 0.015f ? light : border < 0.06f ? dark : border < 0.075f ? light : inner;
        float tuft = Noise.smooth(u * 256, v * 256, 256, 256, 12);
        return Colour.scale(woven, 0.97f + 0.10f * tuft + 0.06f * Noise.fractal(u, v, 4, 4, 3, 13));
    }

    /** A row of backs of books, from the left end of a board to the right, not quite full. */
    Texture books(int row) {
        int[] palette = {
            0x8C2F2B, 0x2E4C6D, 0x2F5D46, 0xC9A24B, 0x5B3A5E, 0xD8D2C4, 0x36383C, 0xB5633A, 0x7A8C99
        };
        return once("books", row, 8, 6, (u, v) -> bookBack(u, v, row, palette));
    }

    private static int bookBack(float u, float v, int row, int[] palette) {
        float place = u * BOOKS;
        int book = (int) place;
        float across = place - book;
        float top = 0.74f + 0.2f * Noise.at(book, row, 21);
        if (v > top || Noise.at(book, row, 22) < 0.1f) {
            return 0x4A4034;
        }
        int colour = palette[(int) (Noise.at(book, row, 23) * palette.length)];
        float round = 0.6f + 0.5f * Colour.step(0, 0.3f, Math.min(across, 1 - across));
        boolean title = Math.abs(v - top * 0.7f) < 0.05f && across > 0.25f && across < 0.75f;
        return Colour.scale(title ? 0xE8DDB5 : colour, round);
    }

    /** What is seen through a window: sky above a hedge, and the frame's cross. */
    Texture window() {
        return once("window", 0, 7, 7, Materials::windowPane);
    }

    private static int windowPane(float u, float v) {
        float rim = Math.min(Math.min(u, 1 - u), Math.min(v, 1 - v));
        float cross = Math.min(Math.abs(u - 0.5f), Math.abs(v - 0.62f) * 1.2f);
        if (rim < 0.045f || cross < 0.02f) {
            return 0xF5F3EE;
        }
        float hedge = 0.28f + 0.06f * Noise.fractal(u, v, 6, 6, 3, 71);
        int leaves = Colour.scale(0x86A56A, 1 + 0.35f * Noise.fractal(u, v, 24, 24, 3, 72));
        int sky = Colour.mix(0xEAF3FA, 0xB9D8F2, v);
        return v < hedge ? leaves : Colour.mix(sky, 0xFFFFFF, Noise.fractal(u, v, 3, 3, 4, 73));
    }

    Texture door() {
        return once("door", 0, 7, 8, Materials::doorLeaf);
    }

    private static int doorLeaf(float u, float v) {
        float rim = Math.min(Math.min(u, 1 - u), 1 - v);
        if (rim < 0.06f) {
            return 0xEDE8DE;
        }
        boolean handle = Math.abs(v - 0.48f) < 0.012f && u > 0.78f && u < 0.9f;
        float inU = Math.abs(u - 0.5f);
        float inV = Math.min(Math.abs(v - 0.27f) - 0.17f, Math.abs(v - 0.72f) - 0.17f);
        float panel = Math.max(inU - 0.28f, inV);
        float edge = Math.abs(panel) < 0.012f ? 0.82f : panel < 0 ? 0.96f : 1;
        return handle ? 0x9A9488 : Colour.scale(0xE2DACB, edge);
    }

    /** A landscape in a frame. */
    Texture picture(int seed) {
        return once("picture", seed, 7, 7, (u, v) -> landscape(u, v, seed));
    }

    private static int landscape(float u, float v, int seed) {
        float rim = Math.min(Math.min(u, 1 - u), Math.min(v, 1 - v));
        if (rim < 0.06f) {
            return 0x3B2A1E;
        }
        if (rim < 0.16f) {
            return 0xF1EDE3;
        }
        float far = 0.52f + 0.16f * Noise.fractal(u, 0.3f, 5, 5, 4, seed);
        float near = 0.36f + 0.12f * Noise.fractal(u, 0.7f, 4, 4, 4, seed + 9);
        int sky = Colour.mix(0xF3D9B0, 0x7FA8C9, v);
        int land = v < near ? 0x4F6B3E : 0x6F7F95;
        return v < far ? Colour.scale(land, 1 + 0.2f * Noise.fractal(u, v, 16, 16, 2, seed)) : sky;
    }

    Texture leaf() {
        return once(
                "leaf",
                0,
                5,
                5,
                (u, v) ->
                        Colour.scale(
                                0x4C8B3A,
                                0.8f
                                        + 0.5f * Colour.step(0.06f, 0, Math.abs(u - 0.5f))
                                        + 0.3f * Noise.smooth(u * 8, v * 8, 8, 8, 3)));
    }
}
