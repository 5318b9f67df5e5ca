package org.catfollow.simulator.body;

import org.catfollow.simulator.scene.Colour;
import org.catfollow.simulator.scene.Noise;
import org.catfollow.simulator.scene.Texture;

/** The textures of one animal. On torso, legs and tail, u is 0 below and 0.5 on top, v runs along. */
abstract class Fur {
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

    final Texture torso() {
        return Texture.paint(8, 8, (u, v) -> hairs(torsoColour(u, v), u, v, 30, 90));
    }

    final Texture leg() {
        return Texture.paint(6, 7, (u, v) -> hairs(legColour(u, v), u, v, 12, 24));
    }

    final Texture tail() {
        return Texture.paint(6, 7, (u, v) -> hairs(tailColour(u, v), u, v, 12, 40));
    }

    final Texture ear() {
        return Texture.paint(6, 6, (u, v) -> hairs(earColour(u, v), u, v, 12, 12));
    }

    final Texture face() {
        return Texture.paint(8, 8, this::face);
    }

    private int face(float u, float v) {
        double right = u - 0.5;
        double above = v - 0.5;
        double distance = Math.sqrt(right * right + above * above) + 1e-6;
        double degrees = Math.toDegrees(Head.unbend(distance));
        return faceColour(
                (float) (degrees * right / distance), (float) (degrees * above / distance));
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
