package org.catfollow.runtime.journal;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The daemon thread that brings what a stage hands over to a file, now and then. When that fails
 * (disk full, locked by another process, damaged) it is said once, in one line, and the journal has ended;
 * the stage goes on without. Made and closed by the stage's thread.
 *
 * <p>{@code ending} is a release by the stage's thread, after its last entry, and an acquire before this
 * thread looks at the ring for the last time; {@code ended} is a release by this thread and an acquire by
 * the stage's: after it nobody takes entries. {@code opened} is a release by this thread when the file is
 * open, and an acquire by the stage's when it says goodbye: it decides how long that waits, nothing else.
 *
 * @param <S> where entries go
 */
final class JournalThread<S extends JournalThread.Sink> {
    /** What holds a file. */
    interface Sink extends AutoCloseable {
        @Override
        void close();
    }

    /** Opens it, on the journal's thread. */
    interface Opening<S> {
        S open() throws IOException;
    }

    /** What waits to be written. */
    interface Waiting<S> {
        /** Returns whether there is an entry, which {@link #write} is called for next. */
        boolean poll();

        /** Returns whether so much waits that there may soon be no room. */
        default boolean isFillingUp() {
            return false;
        }

        /** Writes the entry and gives its place back. */
        void write(S sink) throws IOException;
    }

    /**
     * To open a queue takes a fifth of the processor time of a stage's start, and a stage that died is
     * waited for; what it has to say until then waits in the ring, unless that fills up.
     */
    private static final long REST_NANOS = 700_000_000;

    private static final long OPENING_MILLIS = 1000;

    private final Opening<? extends S> opening;
    private final Waiting<S> waiting;
    private final Consumer<String> problem;
    private final String where;
    private final long lookNanos;
    private final Thread thread;
    private volatile boolean opened;
    private volatile boolean ending;
    private volatile boolean ended;

    private JournalThread(
            String name,
            String where,
            long lookNanos,
            Opening<? extends S> opening,
            Waiting<S> waiting,
            Consumer<String> problem) {
        this.where = where;
        this.lookNanos = lookNanos;
        this.opening = opening;
        this.waiting = waiting;
        this.problem = problem;
        this.ended = opening == null;
        this.thread =
                opening == null
                        ? null
                        : Thread.ofPlatform().daemon().name(name).unstarted(this::writeAll);
    }

    /** Returns one that writes nothing and has ended. */
    static <S extends Sink> JournalThread<S> none() {
        return new JournalThread<>("", "", 0, null, null, text -> {});
    }

    /**
     * Starts one.
     *
     * @param name of the thread
     * @param where the journal is kept, for messages
     * @param lookNanos from one look at what waits to the next
     * @param problem is told when the journal has to end; on the journal's thread
     */
    static <S extends Sink> JournalThread<S> start(
            String name,
            String where,
            long lookNanos,
            Opening<? extends S> opening,
            Waiting<S> waiting,
            Consumer<String> problem) {
        JournalThread<S> made =
                new JournalThread<>(name, where, lookNanos, opening, waiting, problem);
        made.thread.start();
        return made;
    }

    /** Returns whether nothing is written any more. */
    boolean hasEnded() {
        return ended;
    }

    private void writeAll() {
        S sink = null;
        try {
            boolean last = false;
            rest();
            while (!last) {
                // Read before the ring: what was put before the end is still found.
                last = ending;
                while (waiting.poll()) {
                    if (sink == null) {
                        sink = opening.open();
                        opened = true;
                    }
                    waiting.write(sink);
                }
                if (!last) {
                    LockSupport.parkNanos(this, lookNanos);
                }
            }
        } catch (Throwable e) {
            // Throwable: a full disk under a mapped file is an InternalError, a missing jar
            // another.
            ended = true;
            problem.accept(
                    "the journal in "
                            + where
                            + " is not kept any more: "
                            + said(e)
                            + "; the stage goes on without; give it room or another folder"
                            + " (--journal DIR|none) and start the stage again");
        } finally {
            ended = true;
            close(sink);
        }
    }

    /** Lets the stage begin its work, unless it ends before that. */
    private void rest() {
        long until = System.nanoTime() + REST_NANOS;
        long left = REST_NANOS;
        while (left > 0 && !ending && !waiting.isFillingUp()) {
            LockSupport.parkNanos(this, Math.min(left, lookNanos));
            left = until - System.nanoTime();
        }
    }

    /** Returns what went wrong, in one line. */
    static String said(Throwable e) {
        String text =
                e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
        return text.replaceAll("\\R\\s*", " ");
    }

    private static void close(Sink sink) {
        if (sink == null) {
            return;
        }
        try {
            sink.close();
        } catch (RuntimeException | Error e) {
            // It has ended anyway, and that was said.
        }
    }

    /**
     * Writes what is still to be written.
     *
     * @param millis how long it is waited for at most; 0 waits as long as that takes
     */
    void finish(long millis) {
        if (thread == null) {
            return;
        }
        ending = true;
        LockSupport.unpark(thread);
        try {
            // A stage that ends as soon as it began has yet to open it.
            thread.join(millis == 0 || opened ? millis : millis + OPENING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
