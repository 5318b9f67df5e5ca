package org.catfollow.simulator.body;

import org.catfollow.simulator.scene.Colour;
import org.catfollow.simulator.scene.Recipe;

/** A hound's coat: white, tan and black, in two ways. */
final class DogFur extends Fur {
    private static final int WHITE = 0xEFE8DB;
    private static final int TAN = 0xB4763E;

    private final int markings;
    private final int saddle;

    DogFur(int markings) {
        super(markings);
        this.markings = markings;
        saddle = hash(1) < 0.5f ? 0x2E2826 : 0x9A6232;
    }

    @Override
    Recipe recipe() {
        return new Recipe("dog").with(markings);
    }

    @Override
    int torsoColour(float u, float v) {
        float height = height(u) + 0.06f * noise(u, v, 4, 5, 1);
        int colour = Colour.mix(WHITE, TAN, Colour.step(0.13f, 0.18f, height));
        float back = Colour.step(0.25f, 0.31f, height) * Colour.step(0.82f, 0.72f, v);
        return Colour.mix(colour, saddle, back);
    }

    @Override
    int legColour(float u, float v) {
        float edge = v + 0.05f * noise(u, v, 4, 4, 2);
        return Colour.mix(TAN, WHITE, Colour.step(0.42f, 0.5f, edge));
    }

    @Override
    int tailColour(float u, float v) {
        return Colour.mix(saddle, WHITE, Colour.step(0.68f, 0.75f, v));
    }

    @Override
    int earColour(float u, float v) {
        return Colour.scale(TAN, 0.82f);
    }

    @Override
    int faceColour(float aside, float up) {
        float side = Math.abs(aside);
        int colour = Colour.mix(TAN, WHITE, spot(side, up, 0, -14, 22, 24));
        colour = Colour.mix(colour, WHITE, spot(side, up, 0, 25, 7, 40));
        colour = Colour.mix(colour, 0x2A2322, spot(side, up, 0, -38, 16, 1.8f));
        colour = Colour.mix(colour, 0x191616, spot(side, up, 0, -11, 8, 6.5f));
        colour = Colour.mix(colour, 0x1B1412, spot(side, up, 27, 22, 7, 6));
        return Colour.mix(colour, 0xFFFFFF, spot(side, up, 29, 24, 1.5f, 1.5f));
    }
}
