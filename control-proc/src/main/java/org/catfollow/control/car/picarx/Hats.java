package org.catfollow.control.car.picarx;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** The HATs that {@code --hat} may name. */
public final class Hats {
    /** The HAT on this machine. */
    public static final String DEFAULT = "pi4j";

    private static final String STAND_IN = "stand-in:";

    private Hats() {}

    /**
     * Opens a HAT.
     *
     * @throws StageFailure with the usage exit code for a name that is none, with the hardware one when
     *     the HAT cannot be opened
     */
    public static Hat open(String name) {
        if (name.equals(DEFAULT)) {
            // Only here is any of Pi4J's classes loaded.
            return Pi4jHat.open();
        }
        if (name.startsWith(STAND_IN) && name.length() > STAND_IN.length()) {
            return standIn(name.substring(STAND_IN.length()));
        }
        throw new StageFailure(
                ExitCode.USAGE,
                "no HAT is called '" + name + "'; expected --hat pi4j or --hat stand-in:FILE");
    }

    private static Hat standIn(String file) {
        throw new StageFailure(
                ExitCode.USAGE,
                "--hat stand-in:"
                        + file
                        + ": this build has no stand-in for the HAT; use --hat pi4j");
    }
}
