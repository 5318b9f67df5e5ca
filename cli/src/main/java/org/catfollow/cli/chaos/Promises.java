package org.catfollow.cli.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/** Counts the checks of every promise and remembers the broken ones. Any thread. */
final class Promises {
    /** One promise broken. */
    record Broken(Promise promise, double second, String detail) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "BROKEN after %.3f s: %s: %s",
                    second,
                    promise.text(),
                    detail.strip());
        }
    }

    private static final int MOST_KEPT = 100;

    private final long startNanos = System.nanoTime();
    private final AtomicLongArray checks = new AtomicLongArray(Promise.values().length);
    private final AtomicLongArray failures = new AtomicLongArray(Promise.values().length);
    private final List<Broken> broken = new ArrayList<>();
    private final Consumer<String> alarm;

    /** Makes the account; {@code alarm} hears of each broken promise at once, the first hundred. */
    Promises(Consumer<String> alarm) {
        this.alarm = alarm;
    }

    /** Notes a check; {@code detail} says what was seen where it failed. */
    boolean check(Promise promise, boolean held, String detail) {
        checks.incrementAndGet(promise.ordinal());
        if (!held) {
            failures.incrementAndGet(promise.ordinal());
            keep(promise, detail);
        }
        return held;
    }

    private synchronized void keep(Promise promise, String detail) {
        if (broken.size() < MOST_KEPT) {
            Broken one = new Broken(promise, seconds(), detail);
            broken.add(one);
            alarm.accept(one.toString());
        }
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    long checks(Promise promise) {
        return checks.get(promise.ordinal());
    }

    long failures(Promise promise) {
        return failures.get(promise.ordinal());
    }

    long allFailures() {
        long sum = 0;
        for (Promise promise : Promise.values()) {
            sum += failures(promise);
        }
        return sum;
    }

    synchronized List<Broken> broken() {
        return List.copyOf(broken);
    }
}
