package org.catfollow.capture.source;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for pictures on a thread of its own, so that the duty cycle never waits for long: a read from
 * a pipe, a socket or a driver may block for as long as a camera likes.
 *
 * <p>Two threads, one baton. While the feed <em>fetches</em>, the {@link Supply} belongs to its
 * thread; from {@link #await} returning true to {@link #next} it belongs to the duty cycle, and the
 * feed's thread sleeps. The slot of the ring is written by the duty cycle alone. The baton is
 * {@code state}, a volatile: what either thread did before it passed it on, the other sees.
 *
 * <p>Nothing is read ahead: what a camera sends meanwhile waits in the pipe, the socket or the
 * driver. Passing the baton allocates nothing.
 */
final class Feed implements AutoCloseable {
    /** What is waited for. Its messages are one line, for people. */
    interface Supply {
        /**
         * Waits for the next picture, for as long as it takes. The feed's thread.
         *
         * @return false when there is none any more
         * @throws IOException with the reason when there ought to be one
         */
        boolean fetch() throws IOException;

        /** Makes a {@link #fetch} that waits return soon, if that can be done. Any thread. */
        void cancel();

        /** Lets go of everything. The feed's thread, as its last act. */
        void close();
    }

    private static final int WANTED = 0;
    private static final int READY = 1;
    private static final int ENDED = 2;

    /** A read that cannot be cancelled is left to end by itself. */
    private static final long CLOSE_MILLIS = 700;

    private final Supply supply;
    private final Thread thread;
    private volatile int state = WANTED;
    private volatile Thread consumer;
    private volatile boolean closing;
    private volatile String problem;

    /** Begins to wait. */
    Feed(String name, Supply supply) {
        this.supply = supply;
        thread = new Thread(this::run, "feed " + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!closing && supply.fetch()) {
                state = READY;
                LockSupport.unpark(consumer);
                while (state == READY && !closing) {
                    LockSupport.park(this);
                }
            }
        } catch (IOException | RuntimeException e) {
            problem = e.getMessage() == null ? e.toString() : e.getMessage();
        } catch (Error e) {
            problem = e.toString();
            throw e;
        } finally {
            state = ENDED;
            LockSupport.unpark(consumer);
            supply.close();
        }
    }

    /** Waits at most this long for a picture; returns whether the supply holds one. */
    boolean await(long timeoutNanos) {
        consumer = Thread.currentThread();
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        while (state == WANTED) {
            long remaining = deadlineNanos - System.nanoTime();
            if (remaining <= 0) {
                return false;
            }
            LockSupport.parkNanos(this, remaining);
        }
        return state == READY;
    }

    /** Gives the supply back, to fetch the next picture. After {@link #await} has returned true. */
    void next() {
        state = WANTED;
        LockSupport.unpark(thread);
    }

    /** Returns whether no picture will come any more. */
    boolean ended() {
        return state == ENDED;
    }

    /** Returns why it ended, one line; null when it ended as it should. */
    String problem() {
        return problem;
    }

    /** Ends the thread; waits for it a moment. */
    @Override
    public void close() {
        closing = true;
        supply.cancel();
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the thread to have let go of everything; for tests. */
    boolean awaitClosed(long seconds) throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(seconds));
        return !thread.isAlive();
    }
}
