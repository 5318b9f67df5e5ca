package org.catfollow.control.car.picarx;

import java.io.IOException;
import java.nio.file.Path;
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

    /**
     * Opens a HAT's registers and nothing else of it: neither resets the microcontroller nor takes a pin.
     *
     * @throws StageFailure as {@link #open}
     */
    public static HatBus openBus(String name) {
        // Only here is any of Pi4J's classes loaded.
        return name.equals(DEFAULT) ? Pi4jBus.open() : open(name);
    }

    private static Hat standIn(String file) {
        try {
            return new StandInHat(Path.of(file));
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.HARDWARE, "--hat stand-in:" + file + ": " + e.getMessage(), e);
        }
    }
}
