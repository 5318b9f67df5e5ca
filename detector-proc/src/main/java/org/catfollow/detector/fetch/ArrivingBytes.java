package org.catfollow.detector.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer as a stream that waits for more only so long: what the JDK's own does without
 * end. Filled by the client's threads, read by one.
 */
final class ArrivingBytes extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {
    /** What came: buffers, or the end with its reason. */
    private record Arrival(List<ByteBuffer> buffers, boolean last, Throwable failure) {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final Queue<ByteBuffer> ready = new ArrayDeque<>();
    private final Route route;
    private volatile Flow.Subscription subscription;
    private boolean ended;

    ArrivingBytes(Route route) {
        this.route = route;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrivals.add(new Arrival(buffers, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        arrivals.add(new Arrival(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        arrivals.add(new Arrival(List.of(), true, null));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (ready.isEmpty() && !ended) {
            take();
        }
        if (ready.isEmpty()) {
            return -1;
        }
        ByteBuffer next = ready.peek();
        int count = Math.min(length, next.remaining());
        next.get(into, offset, count);
        if (!next.hasRemaining()) {
            ready.remove();
        }
        return count;
    }

    private void take() throws IOException {
        try {
            Arrival next = arrivals.poll(route.patience().toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new IOException(
                        "no more came for " + Route.seconds(route.patience()) + route.through());
            }
            if (next.failure != null) {
                throw new IOException(route.said(next.failure), next.failure);
            }
            ended = next.last;
            next.buffers.stream().filter(ByteBuffer::hasRemaining).forEach(ready::add);
            if (!ended) {
                subscription.request(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        ended = true;
        ready.clear();
        subscription.cancel();
    }
}
