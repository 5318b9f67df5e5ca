package org.catfollow.simulator.life;

/** Breaks the rule about clocks, to show that it is checked. */
public final class PlantedClock {
    private PlantedClock() {}

    static long now() {
        return System.nanoTime();
    }
}
