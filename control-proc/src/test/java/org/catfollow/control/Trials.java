package org.catfollow.control;

import java.util.function.BooleanSupplier;

/** Trials by the real clock, which a machine that stands still for a moment spoils. */
final class Trials {
    private static final int MOST = 5;

    private Trials() {}

    /**
     * Makes a trial; one that fails, and in which the machine stood for longer than it can bear, is made again.
     *
     * @param spoilt whether it stood
     * @param anew begins with everything new
     */
    static void undisturbed(BooleanSupplier spoilt, Runnable anew, Runnable trial) {
        for (int i = 1; ; i++) {
            try {
                trial.run();
                return;
            } catch (AssertionError e) {
                if (i == MOST || !spoilt.getAsBoolean()) {
                    throw e;
                }
                anew.run();
            }
        }
    }
}
