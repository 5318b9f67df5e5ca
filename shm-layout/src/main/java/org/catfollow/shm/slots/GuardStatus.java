package org.catfollow.shm.slots;

/**
 * What the guard does, once a round. Control drives only while this is fresh. A reusable holder for one
 * thread. Times are CLOCK_MONOTONIC nanoseconds, 0 for never.
 */
public final class GuardStatus {
    /** When this held. */
    public long nanos;

    /** How often the guard took the wheels from a control that had driven. */
    public long trips;

    /** When it did so last. */
    public long lastTripNanos;

    /** When both motors were last told zero, and that was done. */
    public long lastZeroNanos;

    /** How often the wheels could not be told. */
    public long failures;

    /** The control that it watches; 0 for none. */
    public long controlPid;

    /** Which wheels it holds, as a number that control makes of its own car; 0 for a simulated one's. */
    public long wheels;

    /** What it does. */
    public GuardState state = GuardState.WATCHING;

    /** Why it took the wheels last. */
    public GuardReason reason = GuardReason.NONE;
}
