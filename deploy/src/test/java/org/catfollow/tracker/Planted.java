package org.catfollow.tracker;

import org.catfollow.control.ControlCommand;

/** Breaks a rule, for the test of the rule: a stage knows another. */
public final class Planted {
    private Planted() {}

    static Class<?> stage() {
        return ControlCommand.class;
    }
}
