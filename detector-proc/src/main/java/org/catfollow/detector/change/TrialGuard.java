package org.catfollow.detector.change;

import java.io.IOException;

/** Ends a trial whose detector is gone, also where the trial hangs in native code. */
public final class TrialGuard {
    /** How the process ends then. */
    private static final int ABANDONED = 1;

    private TrialGuard() {}

    /** From now on this process ends when its standard input does, which its detector holds open. */
    public static void endWithStandardInput() {
        Thread guard = new Thread(TrialGuard::waitForTheEnd, "trial-guard");
        guard.setDaemon(true);
        guard.start();
    }

    private static void waitForTheEnd() {
        try {
            int next = System.in.read();
            while (next >= 0) {
                next = System.in.read();
            }
        } catch (IOException e) {
            // It is gone all the same.
        }
        Runtime.getRuntime().halt(ABANDONED);
    }
}
