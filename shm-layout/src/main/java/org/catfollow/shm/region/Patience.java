package org.catfollow.shm.region;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long somebody waits for a region: a time from now on, or less when the process is asked to stop
 * meanwhile. For one wait, or several that share the time.
 */
public final class Patience {
    private final Duration timeout;
    private final long deadlineNanos;
    private final BooleanSupplier stopping;

    private Patience(Duration timeout, BooleanSupplier stopping) {
        this.timeout = timeout;
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
        this.stopping = stopping;
    }

    static Patience of(Duration timeout) {
        return new Patience(timeout, () -> false);
    }

    /** Makes one that begins now and ends with {@code timeout} or {@code stopping}. */
    public static Patience of(Duration timeout, BooleanSupplier stopping) {
        return new Patience(timeout, stopping);
    }

    boolean isOver() {
        return System.nanoTime() - deadlineNanos >= 0 || stopping.getAsBoolean();
    }

    long millis() {
        return timeout.toMillis();
    }
}
