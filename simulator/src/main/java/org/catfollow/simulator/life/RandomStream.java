package org.catfollow.simulator.life;

/** Numbers that look random and follow from a seed: SplitMix64 (Steele, Lea, Flood 2014). */
final class RandomStream {
    private long state;

    RandomStream(long seed) {
        state = seed;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** Returns 0 up to below 1. */
    double part() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    double between(double min, double max) {
        return min + (max - min) * part();
    }

    int below(int bound) {
        return (int) (part() * bound);
    }
}
