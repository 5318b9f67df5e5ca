package org.catfollow.shm.commands;

import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.SignalsLayout;

/**
 * The stop latch: a count of STOPs that only grows. Anybody may press it, at any time, without a lock
 * and without waiting; no two presses are lost. Control is stopped while the count is greater than
 * the one that the last resume carried, so a STOP pressed after a resume was sent still holds.
 */
public final class StopLatch {
    private final BytesStore<?, ?> signals;

    /** Makes a handle; called by the region. */
    public StopLatch(BytesStore<?, ?> signals) {
        this.signals = signals;
    }

    /** Stops the robot; returns the new count. */
    public long press(long pid, long nowNanos) {
        signals.writeLong(SignalsLayout.LAST_STOP_PID, pid);
        signals.writeLong(SignalsLayout.LAST_STOP_NANOS, nowNanos);
        // Atomic with release semantics; pairs with the acquire in count.
        return signals.addAndGetLong(SignalsLayout.STOP_COUNT, 1);
    }

    /** Returns how often STOP was pressed. */
    public long count() {
        return signals.readVolatileLong(SignalsLayout.STOP_COUNT);
    }
}
