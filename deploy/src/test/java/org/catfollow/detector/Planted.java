package org.catfollow.detector;

import org.catfollow.tracker.TrackerCommand;

/** Breaks a rule, for the test of the rule: a stage knows another. */
public final class Planted {
    private Planted() {}

    static Class<?> stage() {
        return TrackerCommand.class;
    }
}
