package org.catfollow.simulator.body;

import org.catfollow.simulator.life.Actor;
import org.catfollow.simulator.scene.Colour;
import org.catfollow.simulator.scene.Noise;
import org.catfollow.simulator.world.ActorPlan.Coat;

/**
 * How a cat is coloured. All colours are 0xRRGGBB.
 *
 * @param pattern which colour goes where
 * @param base of back and sides
 * @param stripe of the stripes
 * @param belly below, and round the mouth
 * @param patch the one colour of patches, and of a patched tail's half
 * @param darkPatch the other colour of patches, and of a patched cat's ears
 */
public record CatLook(Pattern pattern, int base, int stripe, int belly, int patch, int darkPatch) {
    static final int WHITE = 0xF2EDE4;

    private static final int ORANGE_PATCH = 0xD98A42;
    private static final int DARK_PATCH = 0x2A2727;
    private static final int DARK_STRIPE = 0x382C22;
    private static final int TABBY = 0x94805F;

    /** Which colour goes where. */
    public enum Pattern {
        /** One colour, with a dark nose. */
        PLAIN,
        /** Stripes over a lighter belly. */
        STRIPED,
        /** White chest, paws, muzzle and tip of the tail. */
        BIBBED,
        /** Patches of two colours. */
        PATCHED
    }

    /** Chooses how each cat is coloured. */
    @FunctionalInterface
    public interface Wardrobe {
        /** Every cat as its coat says. */
        Wardrobe COATS = actor -> CatLook.of(actor.coat(), actor.markings());

        /** Returns how a cat is coloured; asked once for each. */
        CatLook lookOf(Actor actor);
    }

    /** Returns how a cat of a coat is coloured; its exact shade may follow from its markings. */
    public static CatLook of(Coat coat, int markings) {
        return switch (coat) {
            case ANY, TABBY ->
                    striped(
                            TABBY + 0x010101 * (int) (Noise.at(1, 77, markings) * 14),
                            DARK_STRIPE,
                            0xD2C1A2);
            case GINGER -> striped(0xDE9550, 0xAE5A24, 0xF6DDB8);
            case TUXEDO -> of(Pattern.BIBBED, 0x2B292B, WHITE);
            case BLACK -> plain(0x292729);
            case GREY -> plain(0x858D98);
            case CALICO -> patched(WHITE, ORANGE_PATCH, DARK_PATCH);
        };
    }

    /** Returns a cat of one colour. */
    public static CatLook plain(int base) {
        return of(Pattern.PLAIN, base, lighter(base));
    }

    /** Returns a cat with stripes. */
    public static CatLook striped(int base, int stripe, int belly) {
        return new CatLook(Pattern.STRIPED, base, stripe, belly, ORANGE_PATCH, DARK_PATCH);
    }

    /** Returns a cat with a white chest. */
    public static CatLook bibbed(int base) {
        return of(Pattern.BIBBED, base, WHITE);
    }

    /** Returns a cat with patches. */
    public static CatLook patched(int base, int patch, int darkPatch) {
        return new CatLook(Pattern.PATCHED, base, DARK_STRIPE, lighter(base), patch, darkPatch);
    }

    private static CatLook of(Pattern pattern, int base, int belly) {
        return new CatLook(pattern, base, DARK_STRIPE, belly, ORANGE_PATCH, DARK_PATCH);
    }

    private static int lighter(int colour) {
        return Colour.scale(colour, 1.08f);
    }
}
