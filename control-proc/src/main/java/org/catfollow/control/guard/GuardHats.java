package org.catfollow.control.guard;

import org.catfollow.control.car.picarx.Hat;
import org.catfollow.control.car.picarx.Hats;

/** Opens the HAT that {@code --hat} names, its bus alone: the pins are control's, and a pin has one holder. */
final class GuardHats {
    private GuardHats() {}

    /**
     * Opens it, with a descriptor of its own on the bus. Neither resets the microcontroller nor takes a
     * pin: only {@link Hat#write} may be called.
     *
     * @throws org.catfollow.runtime.StageFailure when it cannot be opened
     */
    // It will open one as soon as there is a driver.
    @SuppressWarnings("DoNotCallSuggester")
    static Hat open(String name) {
        return Hats.open(name);
    }
}
