package org.catfollow.control.car;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cars that {@code --car} may name. */
public enum CarKind {
    /** Exists in figures only; needs no hardware. */
    SIMULATED("simulated"),
    /** SunFounder's, on a Raspberry Pi. */
    PICAR_X("picar-x");

    private final String flagValue;

    CarKind(String flagValue) {
        this.flagValue = flagValue;
    }

    /** Returns the name on the command line. */
    public String flagValue() {
        return flagValue;
    }

    /** Returns the kind of that name on the command line, if there is one. */
    public static Optional<CarKind> of(String flagValue) {
        return Arrays.stream(values()).filter(kind -> kind.flagValue.equals(flagValue)).findFirst();
    }

    /** Returns all names, for messages. */
    public static String allFlagValues() {
        return Arrays.stream(values()).map(CarKind::flagValue).collect(Collectors.joining(", "));
    }
}
