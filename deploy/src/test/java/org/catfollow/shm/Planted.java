package org.catfollow.shm;

import org.catfollow.runtime.ExitCode;

/** Breaks a rule, for the test of the rule: the contract looks upwards. */
public final class Planted {
    private Planted() {}

    static int code() {
        return ExitCode.DONE.code();
    }
}
