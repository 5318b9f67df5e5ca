package org.catfollow.simulator.dataset;

import org.catfollow.simulator.body.CatLook;
import org.catfollow.simulator.scene.Colour;

/** Cats' colours by chance. */
final class CoatDice {
    private static final Range HUELESS = Range.of(0, 0.1);

    private CoatDice() {}

    /** Returns how the cats of a world of this spread are coloured. */
    static CatLook.Wardrobe wardrobe(Spread spread) {
        return switch (spread) {
            case ROOMS -> CatLook.Wardrobe.COATS;
            case NEAR, TRAINING -> actor -> natural(new Dice(actor.markings()));
            case WILD -> actor -> anything(new Dice(actor.markings()));
        };
    }

    /** From near black over grey, brown, orange and cream to white, in each pattern. */
    private static CatLook natural(Dice dice) {
        int base = fur(dice);
        return switch (dice.pick(CatLook.Pattern.values())) {
            case PLAIN -> CatLook.plain(base);
            case STRIPED ->
                    CatLook.striped(
                            base,
                            Colour.scale(base, (float) dice.between(0.25, 0.75)),
                            Colour.mix(base, 0xF4E8D0, (float) dice.between(0.2, 0.9)));
            case BIBBED -> CatLook.bibbed(base);
            case PATCHED -> CatLook.patched(light(dice), fur(dice), fur(dice));
        };
    }

    private static int fur(Dice dice) {
        float brown = (float) dice.between(0, 1);
        float bright = (float) dice.between(0.12, 1.05);
        int warm = Colour.mix(0xC9C4BE, Colour.mix(0xE08A3C, 0xA98B66, brown), brown(dice));
        int cool = Colour.mix(0xA6AAB0, 0x8C97AA, brown);
        return Colour.scale(dice.chance(0.7) ? warm : cool, bright);
    }

    private static float brown(Dice dice) {
        return (float) (dice.chance(0.35) ? dice.between(0, 0.25) : dice.between(0.3, 1));
    }

    private static int light(Dice dice) {
        return dice.colour(HUELESS, Range.of(0.75, 0.98));
    }

    private static CatLook anything(Dice dice) {
        Range all = Range.of(0, 1);
        Range seen = Range.of(0.08, 1);
        return new CatLook(
                dice.pick(CatLook.Pattern.values()),
                dice.colour(all, seen),
                dice.colour(all, seen),
                dice.colour(all, seen),
                dice.colour(all, seen),
                dice.colour(all, seen));
    }
}
