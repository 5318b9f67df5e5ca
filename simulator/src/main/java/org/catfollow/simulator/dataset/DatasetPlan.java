package org.catfollow.simulator.dataset;

import java.util.Locale;

/**
 * What a data set is to be.
 *
 * @param spread how far chance reaches
 * @param seed from which everything follows
 * @param pictures how many
 * @param picturesPerWorld how many of them show the same room
 * @param withCats whether there are cats at all; else decoys only
 * @param width of the pictures, pixels
 * @param height of the pictures, pixels
 * @param shrink pictures are drawn so many times as large, and made smaller
 * @param format bmp, png or jpg
 */
record DatasetPlan(
        Spread spread,
        long seed,
        int pictures,
        int picturesPerWorld,
        boolean withCats,
        int width,
        int height,
        int shrink,
        String format) {
    int worlds() {
        return (pictures + picturesPerWorld - 1) / picturesPerWorld;
    }

    /** Returns the number of pictures of a world: the last one may have fewer. */
    int picturesOf(int world) {
        return Math.min(picturesPerWorld, pictures - world * picturesPerWorld);
    }

    /** Returns the dice of a world, which depend on nothing but the seed and its number. */
    Dice diceOf(int world) {
        long spreadSeed = 0x632BE59BD9B4E019L * (spread.ordinal() + 1) + (withCats ? 0 : 1);
        return new Dice(seed * 0x9E3779B97F4A7C15L + spreadSeed + 0xD1342543DE82EF95L * world);
    }

    String name(int picture) {
        return String.format(Locale.ROOT, "%06d.%s", picture, format);
    }
}
