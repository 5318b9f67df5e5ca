package org.catfollow.control;

import org.catfollow.capture.CaptureCommand;

/** Breaks a rule, for the test of the rule: a stage knows another. */
public final class Planted {
    private Planted() {}

    static Class<?> stage() {
        return CaptureCommand.class;
    }
}
