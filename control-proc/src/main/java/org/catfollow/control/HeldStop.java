package org.catfollow.control;

/**
 * Whether a STOP held when control let go of a region: carried over to the next one, whose own latch
 * starts at zero. Belongs to the control thread; lives as long as the process.
 */
final class HeldStop {
    private boolean held;

    void set(boolean nowHeld) {
        held = nowHeld;
    }

    boolean holds() {
        return held;
    }
}
