package org.catfollow.simulator.body;

import java.util.List;
import org.catfollow.simulator.scene.Colour;
import org.catfollow.simulator.scene.Noise;
import org.catfollow.simulator.scene.Recipe;
import org.catfollow.simulator.scene.Texture;

/** The textures of one animal. On torso, legs and tail, u is 0 below and 0.5 on top, v runs along. */
abstract class Fur {
    private static final int FACE_SHIFT = 8;
    private static final int HALF_FACE = 1 << FACE_SHIFT >> 1;

    private final int seed;

    Fur(int seed) {
        this.seed = seed;
    }

    /** Returns the colour of the body: v 0 at the rump, 1 at the head. */
    abstract int torsoColour(float u, float v);

    /** Returns the colour of a leg: v 0 at the hip, 1 at the toes. */
    abstract int legColour(float u, float v);

    /** Returns the colour of the tail: v 1 at its tip. */
    abstract int tailColour(float u, float v);

    /** Returns the colour of an ear: u 0 at its front, v 1 at its tip. */
    abstract int earColour(float u, float v);

    /** Returns the colour of the head, by degrees aside of and above the nose's direction. */
    abstract int faceColour(float aside, float up);

    /** Returns what the textures follow from, all of it. */
    abstract Recipe recipe();

    /** Returns the textures in the order in which a {@link Pelt} has them. */
    final List<Texture> textures() {
        return List.of(
                Texture.paint(8, 8, (u, v) -> hairs(torsoColour(u, v), u, v, 30, 90)),
                Texture.paint(6, 7, (u, v) -> hairs(tailColour(u, v), u, v, 12, 40)),
                Texture.paint(6, 7, (u, v) -> hairs(legColour(u, v), u, v, 12, 24)),
                Texture.paint(6, 6, (u, v) -> hairs(earColour(u, v), u, v, 12, 12)),
                face());
    }

    private Texture face() {
        double[] degrees = degreesFromNose();
        return Texture.paint(
                FACE_SHIFT,
                FACE_SHIFT,
                (u, v) -> {
                    double right = u - 0.5;
                    double above = v - 0.5;
                    double distance = distance(right, above);
                    int column = (int) (Math.abs(right) * 2 * HALF_FACE);
                    int row = (int) (Math.abs(above) * 2 * HALF_FACE);
                    double away = degrees[row * HALF_FACE + column];
                    return faceColour(
                            (float) (away * right / distance), (float) (away * above / distance));
                });
    }

    /** For a quarter of the face: the others mirror it, and a power costs more than all the rest. */
    private static double[] degreesFromNose() {
        double[] degrees = new double[HALF_FACE * HALF_FACE];
        for (int row = 0; row < HALF_FACE; row++) {
            for (int column = 0; column <= row; column++) {
                double right = (column + 0.5) / (2 * HALF_FACE);
                double above = (row + 0.5) / (2 * HALF_FACE);
                double away = Math.toDegrees(Head.unbend(distance(right, above)));
                degrees[row * HALF_FACE + column] = away;
                degrees[column * HALF_FACE + row] = away;
            }
        }
        return degrees;
    }

    private static double distance(double right, double above) {
        return Math.sqrt(right * right + above * above) + 1e-6;
    }

    /** Fine streaks along the line, and clouds. */
    private int hairs(int colour, float u, float v, int around, int along) {
        float streak = Noise.fractal(u, v, around * 2, along / 2, 2, seed + 1);
        float cloud = Noise.fractal(u, v, 4, 8, 3, seed + 2);
        return Colour.scale(colour, 1 + 0.22f * streak + 0.10f * cloud);
    }

    final float noise(float u, float v, int around, int along, int which) {
        return Noise.fractal(u, v, around, along, 3, seed + 10 * which);
    }

    final float hash(int which) {
        return Noise.at(which, 77, seed);
    }

    /** Returns how far u is from the belly's middle: 0 below, 0.5 on the back. */
    static float height(float u) {
        return 0.5f - Math.abs(u - 0.5f);
    }

    /** Returns 1 inside an ellipse about a place, 0 outside, with a soft rim. */
    static float spot(float x, float y, float atX, float atY, float broad, float tall) {
        float dx = (x - atX) / broad;
        float dy = (y - atY) / tall;
        return 1 - Colour.step(0.85f, 1.15f, (float) Math.sqrt(dx * dx + dy * dy));
    }
}
