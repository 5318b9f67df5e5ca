package org.catfollow.bench.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.bench.transport.FrameSender;
import org.catfollow.bench.transport.Place;

/** A sender's turns: fills each frame whole, publishes it, waits. Allocates nothing per frame. */
final class SendingTurn {
    /** Before the end is told, so that it does not hide the last frame. */
    private static final long REST_NANOS = 20_000_000;

    private final FrameSender sender;
    private final int frameBytes;
    private final ByteBuffer source;
    private final Durations writing = new Durations();
    private final Durations publishing = new Durations();
    private long sent;
    private long lastedNanos;

    SendingTurn(FrameSender sender, Place place) {
        this.sender = sender;
        this.frameBytes = place.frameBytes();
        this.source = ByteBuffer.allocateDirect(frameBytes);
        for (int i = 0; i < frameBytes; i++) {
            source.put(i, (byte) i);
        }
    }

    /**
     * Sends one turn's frames, then says its end.
     *
     * @param periodNanos from one frame to the next, by absolute time; 0 for as fast as it can
     * @param frames how many
     * @param longestNanos after which it ends, however many were sent
     * @param fill whether all bytes are written, or only those that are looked at
     */
    void run(long periodNanos, long frames, long longestNanos, boolean fill) throws IOException {
        writing.clear();
        publishing.clear();
        long start = System.nanoTime();
        long now = start;
        long due = start;
        for (sent = 0; sent < frames && now - start < longestNanos; sent++) {
            if (periodNanos > 0) {
                // What was missed is left out, as by a camera: no bursts.
                due += periodNanos * Math.max(1, (now - due) / periodNanos + 1);
                now = sleepUntil(due);
            }
            long written = write(fill);
            sender.publish(sent, written);
            long published = System.nanoTime();
            writing.record(written - now);
            publishing.record(published - written);
            now = published;
        }
        lastedNanos = now - start;
        sleepUntil(System.nanoTime() + Math.max(REST_NANOS, periodNanos));
        sender.publish(FrameSender.END, write(false));
    }

    private long write(boolean fill) throws IOException {
        long id = sender.claim();
        ByteBuffer pixels = sender.pixels();
        if (fill) {
            pixels.put(0, source, 0, frameBytes);
        }
        putNative(pixels, 0, id);
        putNative(pixels, frameBytes - Long.BYTES, id);
        return System.nanoTime();
    }

    /** Whatever order the buffer has: those of the ring are shared with others. */
    private static void putNative(ByteBuffer pixels, int at, long value) {
        boolean swap = pixels.order() != ByteOrder.nativeOrder();
        pixels.putLong(at, swap ? Long.reverseBytes(value) : value);
    }

    private static long sleepUntil(long deadlineNanos) {
        long now = System.nanoTime();
        while (now < deadlineNanos) {
            LockSupport.parkNanos(deadlineNanos - now);
            now = System.nanoTime();
        }
        return now;
    }

    String report() {
        return "report sent="
                + sent
                + " nanos="
                + lastedNanos
                + " writing="
                + writing.text()
                + " publishing="
                + publishing.text();
    }
}
