package org.catfollow.runtime;

import org.catfollow.capture.CaptureCommand;

/** Breaks a rule, for the test of the rule: the runtime knows a stage. */
public final class Planted {
    private Planted() {}

    static Class<?> stage() {
        return CaptureCommand.class;
    }
}
