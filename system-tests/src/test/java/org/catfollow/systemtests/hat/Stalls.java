package org.catfollow.systemtests.hat;

import java.util.concurrent.locks.LockSupport;

/**
 * How long this machine itself stands: a thread that wants to run each millisecond notes for how long it was
 * not let. Processors that are shared with other machines stand for tens of milliseconds at times, and so does
 * all that is on trial.
 */
final class Stalls implements AutoCloseable {
    private static final long EVERY_NANOS = 1_000_000;

    private final Thread thread;
    private long lastNanos;
    private long longestNanos;
    private volatile boolean ended;

    Stalls() {
        begin();
        thread = Thread.ofPlatform().name("stalls").daemon().start(this::run);
    }

    private void run() {
        while (!ended) {
            LockSupport.parkNanos(EVERY_NANOS);
            note();
        }
    }

    private synchronized void note() {
        long now = System.nanoTime();
        longestNanos = Math.max(longestNanos, now - lastNanos);
        lastNanos = now;
    }

    /** Begins to watch anew: what was before does not count. */
    synchronized void begin() {
        lastNanos = System.nanoTime();
        longestNanos = 0;
    }

    /** Returns the longest time that the thread was not let run since then, the one that goes on now too. */
    synchronized long longestNanos() {
        return Math.max(longestNanos, System.nanoTime() - lastNanos);
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
