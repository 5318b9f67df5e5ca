package org.catfollow.simulator.body;

import org.catfollow.simulator.body.CatLook.Pattern;
import org.catfollow.simulator.scene.Colour;
import org.catfollow.simulator.scene.Noise;
import org.catfollow.simulator.scene.Recipe;

/** A cat's coat. */
final class CatFur extends Fur {
    private static final int WHITE = CatLook.WHITE;
    private static final int PINK = 0xD99A92;

    private final CatLook look;
    private final int markings;
    private final int base;
    private final int stripe;
    private final int belly;
    private final int iris;
    private final boolean plain;
    private final boolean striped;
    private final boolean bibbed;
    private final boolean patched;

    CatFur(CatLook look, int markings) {
        super(markings);
        this.look = look;
        this.markings = markings;
        base = look.base();
        stripe = look.stripe();
        belly = look.belly();
        plain = look.pattern() == Pattern.PLAIN;
        striped = look.pattern() == Pattern.STRIPED;
        bibbed = look.pattern() == Pattern.BIBBED;
        patched = look.pattern() == Pattern.PATCHED;
        iris = hash(2) < 0.5f ? 0xB9C24E : 0xD8B23C;
    }

    @Override
    Recipe recipe() {
        return new Recipe("cat")
                .with(look.pattern().name())
                .with(base, stripe, belly, look.patch(), look.darkPatch())
                .with(markings);
    }

    @Override
    int torsoColour(float u, float v) {
        float height = height(u);
        float wave = noise(u, v, 4, 6, 1);
        if (patched) {
            return patches(u, v, height);
        }
        float low = bibbed ? 0.14f * Colour.step(0.35f, 0.75f, v) + 0.02f : 0.11f;
        int colour = Colour.mix(belly, base, Colour.step(low, low + 0.07f, height + 0.05f * wave));
        if (striped) {
            float bands =
                    (float) StrictMath.sin(2 * Math.PI * (v * 8.5 + 0.55 * wave + 0.9 * height));
            float fading = Colour.step(0.10f, 0.24f, height) * Colour.step(0.95f, 0.75f, v);
            colour = Colour.mix(colour, stripe, 0.8f * fading * Colour.step(0.05f, 0.6f, bands));
            colour = Colour.mix(colour, stripe, 0.75f * Colour.step(0.455f, 0.485f, height));
        }
        return colour;
    }

    private int patches(float u, float v, float height) {
        float orange = noise(u, v, 2, 3, 3) + 0.25f * Colour.step(0.15f, 0.5f, height);
        float black = noise(u, v, 2, 3, 4) + 0.25f * Colour.step(0.15f, 0.5f, height);
        int colour = Colour.mix(WHITE, look.patch(), Colour.step(0.18f, 0.26f, orange));
        return Colour.mix(colour, look.darkPatch(), Colour.step(0.26f, 0.33f, black));
    }

    @Override
    int legColour(float u, float v) {
        boolean socks = bibbed || patched;
        float start = patched ? 0.3f : 0.74f;
        int colour =
                patched
                        ? Colour.mix(
                                WHITE, look.patch(), Colour.step(0.1f, 0.25f, noise(u, v, 2, 3, 5)))
                        : base;
        if (striped) {
            float bands =
                    (float) StrictMath.sin(2 * Math.PI * (v * 8 + 0.3 * noise(u, v, 4, 4, 5)));
            colour = Colour.mix(colour, stripe, 0.6f * Colour.step(0.2f, 0.8f, bands) * (1 - v));
            colour = Colour.mix(colour, belly, 0.5f * Colour.step(0.75f, 0.95f, v));
        }
        float edge = v + 0.03f * noise(u, v, 4, 4, 6);
        return socks ? Colour.mix(colour, WHITE, Colour.step(start, start + 0.04f, edge)) : colour;
    }

    @Override
    int tailColour(float u, float v) {
        if (striped) {
            float bands = (float) StrictMath.sin(2 * Math.PI * v * 6.5);
            int ringed = Colour.mix(base, stripe, 0.8f * Colour.step(0, 0.6f, bands));
            return Colour.mix(ringed, stripe, Colour.step(0.85f, 0.92f, v));
        }
        if (patched) {
            return v < 0.45f ? look.patch() : look.darkPatch();
        }
        return bibbed ? Colour.mix(base, WHITE, Colour.step(0.9f, 0.93f, v)) : base;
    }

    @Override
    int earColour(float u, float v) {
        float fromFront = Math.min(u, 1 - u);
        int outside = patched ? look.darkPatch() : Colour.scale(base, 0.85f);
        float inside = 1 - Colour.step(0.15f, 0.2f, fromFront + 0.10f * v);
        return Colour.mix(outside, PINK, 0.85f * inside);
    }

    @Override
    int faceColour(float aside, float up) {
        float side = Math.abs(aside);
        float hairs = Noise.smooth(aside * 0.8f, up * 0.25f, 997, 997, 5);
        int colour = Colour.scale(faceFur(aside, up, side), 1 + 0.10f * hairs);
        // Muzzle: light round the mouth.
        boolean light = !plain;
        float pads = Math.max(spot(side, up, 10, -22, 15, 12), spot(side, up, 0, -36, 16, 12));
        int muzzle = bibbed || patched ? WHITE : belly;
        colour = Colour.mix(colour, light ? muzzle : Colour.scale(base, 1.18f), pads);
        float blaze = bibbed ? spot(side, up, 0, 2, 5, 24) : 0;
        colour = Colour.mix(colour, WHITE, blaze);
        // Mouth: down from the nose, then a bow to each side.
        float line = spot(side, up, 0, -20, 1.3f, 6);
        float bow =
                Math.abs(up + 29 - 0.018f * (side - 9) * (side - 9)) < 1.6f && side < 17 ? 0.8f : 0;
        colour = Colour.mix(colour, 0x4A3430, Math.max(line, bow));
        float nose = up > -14.5f && up < -5.5f && side < 1.0f + (up + 14.5f) * 0.75f ? 1 : 0;
        colour = Colour.mix(colour, plain ? 0x3A3235 : 0xC7776E, nose);
        return eye(colour, side, up);
    }

    private int faceFur(float aside, float up, float side) {
        if (patched) {
            return aside > 4 && up > -8
                    ? look.patch()
                    : aside < -14 && up > 0 ? look.darkPatch() : WHITE;
        }
        int colour = base;
        if (striped) {
            // Lines over the forehead, and from the eye's corner over the cheek.
            float forehead = (float) StrictMath.cos(side * Math.PI / 7.5);
            float above = Colour.step(26, 34, up) * Colour.step(120, 80, up);
            colour = Colour.mix(colour, stripe, 0.75f * above * Colour.step(0.1f, 0.7f, forehead));
            float cheek = (float) StrictMath.cos((up - 0.25 * side) * Math.PI / 9);
            float outer = Colour.step(40, 50, side) * Colour.step(35, 15, up);
            colour = Colour.mix(colour, stripe, 0.6f * outer * Colour.step(0.3f, 0.8f, cheek));
            colour =
                    Colour.mix(colour, belly, 0.8f * (1 - Colour.step(0.9f, 1.5f, ring(side, up))));
        }
        return colour;
    }

    private static float ring(float side, float up) {
        float dx = (side - 28) / 14;
        float dy = (up - 13) / 12;
        return (float) Math.sqrt(dx * dx + dy * dy);
    }

    private int eye(int fur, float side, float up) {
        // Eyes slant: the outer corner is higher.
        float tilted = up - 0.18f * (side - 28);
        int colour = Colour.mix(fur, 0x1A1513, spot(side, tilted, 28, 13, 13.0f, 10.5f));
        colour = Colour.mix(colour, iris, spot(side, tilted, 28, 13, 10.8f, 8.8f));
        colour = Colour.mix(colour, 0x0B0A0A, spot(side, tilted, 27.5f, 13, 4.6f, 8.2f));
        return Colour.mix(colour, 0xFFFFFF, spot(side, tilted, 31, 17, 2.0f, 2.0f));
    }
}
