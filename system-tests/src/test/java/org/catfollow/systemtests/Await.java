package org.catfollow.systemtests;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a fact, and says which one did not come. */
final class Await {
    private static final long POLL_NANOS = 1_000_000;

    /** Long enough for a JVM to start on a slow machine that does other things too. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private Await() {}

    /** Waits until {@code fact} holds; returns how long that took, nanoseconds. */
    static long until(String what, BooleanSupplier fact) {
        return until(() -> what, PATIENCE, fact);
    }

    static long until(Supplier<String> what, Duration patience, BooleanSupplier fact) {
        long start = System.nanoTime();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new AssertionError(
                        "not within " + patience.toMillis() + " ms: " + what.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return System.nanoTime() - start;
    }
}
