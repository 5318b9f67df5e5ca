package org.catfollow.control;

import com.pi4j.Pi4J;
import org.catfollow.capture.CaptureCommand;
import org.catfollow.shm.slots.GroundTruth;

/** Breaks a rule, for the test of the rule: a stage knows another, the truth, Pi4J and the hour. */
public final class Planted {
    private Planted() {}

    static Class<?> stage() {
        return CaptureCommand.class;
    }

    static Class<?> hat() {
        return Pi4J.class;
    }

    static long truth(GroundTruth truth) {
        return truth.frameId;
    }

    static long hour() {
        return System.currentTimeMillis();
    }
}
