package org.catfollow.control.car.picarx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Remembers what was written to it, and fails where told to. */
final class RecordingHat implements Hat {
    /** For a register or pin that fails for ever. */
    static final int FOR_EVER = Integer.MAX_VALUE;

    /** All that went well, in order: {@code 2D=3071}, {@code pin 23 low}, {@code wait 10 ms}. */
    final List<String> told = new ArrayList<>();

    /** How often each register is to fail yet. */
    final Map<Integer, Integer> failures = new HashMap<>();

    /** How often the next pins are to fail yet. */
    int pinFailures;

    /** Readings of A0 to A4; below 0 fails. */
    final int[] readings = new int[5];

    /** The channels that were read, in order. */
    final List<Integer> read = new ArrayList<>();

    /** How many writes were tried. */
    int tries;

    /** What each ping says. */
    volatile long echoNanos = NO_ECHO;

    /** Open until the second ping, before which the first was published. */
    final CountDownLatch pings = new CountDownLatch(2);

    /** Whether it was closed. */
    boolean closed;

    @Override
    public void write(int register, int value) throws IOException {
        tries++;
        int left = failures.getOrDefault(register, 0);
        if (left > 0) {
            failures.put(register, left == FOR_EVER ? FOR_EVER : left - 1);
            throw new IOException("Remote I/O error");
        }
        told.add(String.format(Locale.ROOT, "%02X=%d", register, value));
    }

    @Override
    public int readAdc(int channel) throws IOException {
        read.add(channel);
        if (readings[channel] < 0) {
            throw new IOException("Remote I/O error");
        }
        return readings[channel];
    }

    @Override
    public void pin(int gpio, boolean high) throws IOException {
        if (pinFailures > 0) {
            pinFailures--;
            throw new IOException("Device or resource busy");
        }
        told.add("pin " + gpio + (high ? " high" : " low"));
    }

    /** Remembers a pause. */
    void pause(long nanos) {
        told.add("wait " + nanos / 1_000_000 + " ms");
    }

    @Override
    public long echoNanos() {
        pings.countDown();
        return echoNanos;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Returns what was told since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }
}
