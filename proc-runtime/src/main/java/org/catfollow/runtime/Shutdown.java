package org.catfollow.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process cleanly on SIGTERM, SIGINT and SIGHUP: the main thread is asked to stop and given
 * time to let go of the region; then the process ends with the main thread's exit code and not with
 * the signal's, as being stopped on request is no failure.
 */
public final class Shutdown {
    /** Less than the launcher's, which kills after 2 s: the exit code is then ours to give. */
    private static final long PATIENCE_MILLIS = 1_500;

    private static final Shutdown INSTANCE = new Shutdown();

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean requested;
    private volatile int exitCode = ExitCode.DONE.code();
    private boolean installed;

    private Shutdown() {}

    /** Puts the hook in place, once. */
    public static synchronized Shutdown install() {
        if (!INSTANCE.installed) {
            INSTANCE.installed = true;
            Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::stop, "shutdown"));
        }
        return INSTANCE;
    }

    /** Returns whether the process was asked to stop. */
    public boolean requested() {
        return requested;
    }

    /** Called by the main thread when its work has ended. */
    static void mainEnded(int exitCode) {
        INSTANCE.exitCode = exitCode;
        INSTANCE.ended.countDown();
    }

    private void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        requested = true;
        boolean inTime = false;
        try {
            inTime = ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(inTime ? exitCode : ExitCode.FAILED.code());
    }
}
