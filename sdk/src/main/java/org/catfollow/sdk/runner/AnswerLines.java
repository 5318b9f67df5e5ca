package org.catfollow.sdk.runner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What an algorithm's process has written to its standard output and nobody has taken yet, and what else
 * there is to be woken by: its end, and being asked to stop.
 *
 * <p>One thread reads ({@link #readAll}), one takes; the process's death and the wish to stop come from any
 * thread. Who reads waits while much is there that nobody has taken: the process is then held up by its
 * full pipe, and our memory is not filled.
 */
final class AnswerLines {
    /** Bytes of a line without its end. */
    static final int LONGEST_LINE = 1 << 20;

    /** Between the end of the output and the end of the process, or the other way round. */
    private static final long GRACE_NANOS = 1_000_000_000L;

    private static final int CHUNK = 64 * 1024;

    /** What there was to take. */
    enum Kind {
        LINE,
        TOO_LONG,
        CLOSED,
        DEAD,
        TIMEOUT,
        CANCELLED
    }

    /** One of them; the line is empty for all kinds but one. */
    record Taken(Kind kind, String line) {
        private static Taken of(Kind kind) {
            return new Taken(kind, "");
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final ArrayDeque<byte[]> lines = new ArrayDeque<>();
    private long untakenBytes;
    private boolean tooLong;
    private boolean closed;
    private long closedNanos;
    private boolean dead;
    private long deadNanos;
    private boolean cancelled;
    private boolean unwanted;

    /** Reads to the end. Returns when the output ends, when a line is too long, or nobody wants more. */
    void readAll(InputStream output) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try {
            int count = output.read(chunk);
            while (count >= 0 && split(chunk, count, line)) {
                count = output.read(chunk);
            }
        } catch (IOException e) {
            // Closed under us at the end of the process: the end all the same.
        }
        note(() -> closed(System.nanoTime()));
    }

    /** Returns whether to read on. A last line without its end is no line: it was cut off. */
    private boolean split(byte[] chunk, int count, ByteArrayOutputStream line) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (chunk[i] == '\n') {
                line.write(chunk, from, i - from);
                from = i + 1;
                if (line.size() > LONGEST_LINE || !add(line.toByteArray())) {
                    break;
                }
                line.reset();
            }
        }
        if (line.size() <= LONGEST_LINE) {
            line.write(chunk, from, count - from);
        }
        if (line.size() > LONGEST_LINE) {
            note(() -> tooLong = true);
            return false;
        }
        return !isUnwanted();
    }

    private boolean add(byte[] line) {
        lock.lock();
        try {
            while (untakenBytes > LONGEST_LINE && !unwanted) {
                taken.awaitUninterruptibly();
            }
            lines.add(line);
            untakenBytes += line.length + 1L;
            arrived.signalAll();
            return !unwanted;
        } finally {
            lock.unlock();
        }
    }

    private boolean isUnwanted() {
        lock.lock();
        try {
            return unwanted;
        } finally {
            lock.unlock();
        }
    }

    private void closed(long nanos) {
        closed = true;
        closedNanos = nanos;
    }

    /** The process has ended. */
    void died() {
        note(
                () -> {
                    dead = true;
                    deadNanos = System.nanoTime();
                });
    }

    /** Who takes is to stop. */
    void cancel() {
        note(() -> cancelled = true);
    }

    /** Nobody takes any more: lets go of who reads. */
    void discard() {
        lock.lock();
        try {
            unwanted = true;
            lines.clear();
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void note(Runnable change) {
        lock.lock();
        try {
            change.run();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next thing. Lines come before all else: an answer counts though its process has died
     * since.
     *
     * @param deadlineNanos on the clock of {@link System#nanoTime}
     */
    Taken take(long deadlineNanos) {
        lock.lock();
        try {
            Taken next = next(deadlineNanos);
            while (next == null) {
                arrived.awaitNanos(Math.min(deadlineNanos, graceNanos()) - System.nanoTime());
                next = next(deadlineNanos);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Taken.of(Kind.CANCELLED);
        } finally {
            lock.unlock();
        }
    }

    /** The instant after which the other end is not waited for any more; far away while nothing ended. */
    private long graceNanos() {
        long now = System.nanoTime();
        if (dead == closed) {
            return now + Long.MAX_VALUE / 2;
        }
        return (dead ? deadNanos : closedNanos) + GRACE_NANOS;
    }

    private Taken next(long deadlineNanos) {
        byte[] line = lines.poll();
        if (line != null) {
            untakenBytes -= line.length + 1L;
            taken.signalAll();
            return new Taken(Kind.LINE, new String(line, StandardCharsets.UTF_8));
        }
        if (cancelled) {
            return Taken.of(Kind.CANCELLED);
        }
        if (tooLong) {
            return Taken.of(Kind.TOO_LONG);
        }
        long now = System.nanoTime();
        boolean graceOver = now - graceNanos() >= 0;
        // Children may hold the output of a dead process open; one that dies closes it a moment
        // before.
        if (dead && (closed || graceOver)) {
            return Taken.of(Kind.DEAD);
        }
        if (closed && graceOver) {
            return Taken.of(Kind.CLOSED);
        }
        return now - deadlineNanos >= 0 ? Taken.of(Kind.TIMEOUT) : null;
    }
}
