package org.catfollow.bench.run;

import java.util.List;

/**
 * What is measured.
 *
 * @param readers numbers of reading processes
 * @param rates frames a second; 0 for as fast as it goes
 * @param seconds of a turn
 * @param turns of each contender in each case
 * @param warmUpSeconds of each contender, before its first turn
 * @param waits how the ring's readers wait, and the floor's
 * @param peers names of other transports
 * @param mixed whether Java and C are measured with one another too
 * @param widthPixels of a frame
 * @param heightPixels of a frame
 * @param writerFlags file in the distribution's {@code jvm} with the flags of a Java sender
 * @param readerFlags the same of Java receivers
 */
public record BenchPlan(
        List<Integer> readers,
        List<Double> rates,
        double seconds,
        int turns,
        double warmUpSeconds,
        List<Waiting> waits,
        List<String> peers,
        boolean mixed,
        int widthPixels,
        int heightPixels,
        String writerFlags,
        String readerFlags) {

    /** How a reader of the ring waits for a frame. */
    public enum Waiting {
        /** Sleeps on the counter; woken by the writer. */
        FUTEX,
        /** Looks every 0.2 ms. */
        POLL,
        /** Looks all the time. The ring has no such readers: shows what a core burnt would buy. */
        SPIN
    }

    /** Keeps copies. */
    public BenchPlan {
        readers = List.copyOf(readers);
        rates = List.copyOf(rates);
        waits = List.copyOf(waits);
        peers = List.copyOf(peers);
    }
}
