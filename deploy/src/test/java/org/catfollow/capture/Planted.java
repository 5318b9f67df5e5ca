package org.catfollow.capture;

import java.lang.foreign.Linker;
import java.lang.invoke.VarHandle;
import org.catfollow.detector.DetectorCommand;

/** Breaks rules, for the test of the rules: a stage knows another, and touches memory itself. */
public final class Planted {
    private Planted() {}

    static Class<?> stage() {
        return DetectorCommand.class;
    }

    static void fence() {
        VarHandle.fullFence(); // orders: nothing BEFORE nothing
    }

    static Linker linker() {
        return Linker.nativeLinker();
    }
}
