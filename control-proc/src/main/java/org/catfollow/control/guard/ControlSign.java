package org.catfollow.control.guard;

import org.catfollow.shm.counters.Activity;

/** What one look at control showed. A reusable holder for one thread. */
final class ControlSign {
    /** Whether some process holds control's role: the kernel's word. */
    boolean held;

    /** The last holder on this region; 0 when there was none. */
    long pid;

    /** What the last holder said that it was about. */
    Activity activity = Activity.ABSENT;

    /** Its last round, CLOCK_MONOTONIC nanoseconds; 0 when there was none. */
    long heartbeatNanos;
}
