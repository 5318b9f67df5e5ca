package org.catfollow.cli.launching;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, SIGTERM and SIGHUP ask a command to come to its end, which waits until it has: so that it
 * leaves nothing behind and says what it did. The process then ends with the signal's exit code.
 */
public final class Interruption implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private final long patienceSeconds;
    private final Runnable told;
    private final Thread hook;
    private volatile boolean asked;

    /**
     * Prepares; heeds nothing yet.
     *
     * @param command its name, for the thread's
     * @param patienceSeconds how long it may take to its end; then the process ends all the same
     */
    public Interruption(String command, long patienceSeconds) {
        this(command, patienceSeconds, () -> {});
    }

    /**
     * As above, for a command that waits for something else than a short time.
     *
     * @param told called when it is to end, by a thread of its own: wakes whoever waits
     */
    public Interruption(String command, long patienceSeconds, Runnable told) {
        this.told = told;
        this.patienceSeconds = patienceSeconds;
        hook = new Thread(this::askAndWait, command + "-interrupt");
    }

    /** Heeds signals from now on, until closed. */
    public void heed() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns whether the command is to end. Any thread. */
    public boolean asked() {
        return asked;
    }

    /** Asks as a signal does, but waits for nothing. Any thread. */
    public void ask() {
        asked = true;
    }

    private void askAndWait() {
        asked = true;
        told.run();
        try {
            boolean ignored = done.await(patienceSeconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has come to its end. */
    @Override
    public void close() {
        done.countDown();
        try {
            boolean ignored = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already: the hook was what asked.
        }
    }
}
