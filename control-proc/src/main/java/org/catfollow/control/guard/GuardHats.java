package org.catfollow.control.guard;

import org.catfollow.control.car.picarx.Hat;
import org.catfollow.control.car.picarx.Hats;

/** Opens the HAT that {@code --hat} names. */
final class GuardHats {
    private GuardHats() {}

    /**
     * Opens it; the guard has a descriptor of its own on the bus.
     *
     * @throws org.catfollow.runtime.StageFailure when it cannot be opened
     */
    static Hat open(String name) {
        return Hats.open(name);
    }
}
