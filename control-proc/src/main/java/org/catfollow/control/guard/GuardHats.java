package org.catfollow.control.guard;

import org.catfollow.control.car.picarx.Hat;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** Opens the HAT that {@code --hat} names. */
final class GuardHats {
    private GuardHats() {}

    /**
     * Opens it; the guard has a descriptor of its own on the bus.
     *
     * @throws StageFailure when it cannot be opened
     */
    static Hat open(String name) {
        throw new StageFailure(
                ExitCode.HARDWARE,
                "--hat " + name + ": this build has no driver for it; use --car simulated");
    }
}
