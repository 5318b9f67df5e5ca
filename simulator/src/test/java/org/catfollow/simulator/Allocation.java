package org.catfollow.simulator;

import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates on the Java heap. */
public final class Allocation {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Returns the fewest bytes of five measured rounds, after warm-up, for {@code times} calls. */
    public static long bytes(int warmUp, int times, Runnable work) {
        for (int i = 0; i < warmUp; i++) {
            work.run();
        }
        long fewest = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < times; i++) {
                work.run();
            }
            fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return fewest;
    }
}
