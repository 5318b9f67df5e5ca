package org.catfollow.simulator.dataset;

import java.util.SplittableRandom;
import org.catfollow.simulator.scene.Colour;

/** Chance that follows from a seed. One thread. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** Returns dice of their own: what is thrown with them does not move these. */
    Dice split() {
        return new Dice(random.split());
    }

    double between(Range range) {
        return between(range.least(), range.most());
    }

    double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    /** Returns a number whose logarithm is spread evenly: doubles as often as halves. */
    double factor(Range range) {
        return Math.exp(between(Math.log(range.least()), Math.log(range.most())));
    }

    /** Returns a number from {@code least} to {@code most}. */
    int whole(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean chance(double part) {
        return random.nextDouble() < part;
    }

    long seed() {
        return random.nextLong();
    }

    /** Returns a number around 0 with a standard deviation of 1: the sum of four even ones. */
    double normal() {
        double sum = random.nextDouble() + random.nextDouble();
        return (sum + random.nextDouble() + random.nextDouble() - 2) / 0.577;
    }

    <T> T pick(T[] things) {
        return things[random.nextInt(things.length)];
    }

    /** Returns 0xRRGGBB of any hue, with saturation and brightness from 0 to 1. */
    int colour(Range saturation, Range brightness) {
        double hue = 6 * random.nextDouble();
        double strong = between(saturation);
        double bright = 255 * between(brightness);
        return Colour.of(
                (float) (bright * (1 - strong * away(hue, 0))),
                (float) (bright * (1 - strong * away(hue, 2))),
                (float) (bright * (1 - strong * away(hue, 4))));
    }

    /** Returns how little of a primary colour a hue has: 0 within a sixth of the circle, at most 1. */
    private static double away(double hue, double primary) {
        double apart = Math.abs(hue - primary);
        return Math.clamp(Math.min(apart, 6 - apart) - 1, 0, 1);
    }
}
