package org.catfollow.detector;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates on the Java heap. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Returns the fewest bytes of five measured rounds, after warm-up, for {@code times} calls. */
    public static long bytes(int warmUp, int times, Runnable work) {
        for (int i = 0; i < warmUp; i++) {
            work.run();
        }
        long fewest = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            // Both ends are read the same way, so that what the reading costs cancels out.
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long reading = THREADS.getCurrentThreadAllocatedBytes() - before;
            long start = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < times; i++) {
                work.run();
            }
            long end = THREADS.getCurrentThreadAllocatedBytes();
            fewest = Math.min(fewest, end - start - reading);
        }
        return fewest;
    }
}
