package org.catfollow.control;

import org.catfollow.capture.CaptureCommand;
import org.catfollow.shm.slots.GroundTruth;

/** Breaks a rule, for the test of the rule: a stage knows another, and the truth. */
public final class Planted {
    private Planted() {}

    static Class<?> stage() {
        return CaptureCommand.class;
    }

    static long truth(GroundTruth truth) {
        return truth.frameId;
    }
}
