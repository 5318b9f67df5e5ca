package org.catfollow.shm.counters;

import org.catfollow.shm.layout.Role;

/**
 * What a stage counts since it was started; some are one stage's alone. The ordinal is the place in the
 * row: append only.
 */
public enum Counter {
    /** Frames written, or worked on to the end. */
    FRAMES,
    /** Frames that came and were left out: too late for a source, or a newer one was there already. */
    DROPPED,
    /** Frames that were overwritten while they were used; the result was thrown away. */
    TORN,
    /** Frames that were overwritten before they were used. */
    LAPPED,
    /**
     * Frames, boxes or texts whose content contradicts their id: must stay 0. Counted over all holders
     * of the role, so that a restart does not wipe the evidence away.
     */
    MISMATCHED,
    /** Results that came too late to be of use, and commands past their time to live. */
    STALE,
    /** Mistakes survived: an unreadable picture, say. */
    ERRORS,
    /** Frames that the detector left out by choice, because it looks at every K-th. */
    SKIPPED(Role.DETECTOR),
    /** K of "every K-th frame". No count: the value in force. */
    EVERY(Role.DETECTOR),
    /** In how much of the last second or so the detector computed. No count: the value in force. */
    BUSY_PERCENT(Role.DETECTOR),
    /** Frames that the detector's gates kept from its model. */
    GATED(Role.DETECTOR),
    /** Looks at which the motion gate saw something move. */
    MOTION_SEEN(Role.DETECTOR),
    /** Looks at which it could not tell, because nearly everything had changed. */
    MOTION_UNKNOWN(Role.DETECTOR),
    /** Looks at which the anomaly gate saw something unusual. */
    ANOMALY_SEEN(Role.DETECTOR),
    /** Frames that the detector looked at a second time, in a crop around the target's last place. */
    SECOND_LOOKS(Role.DETECTOR),
    /** Of these, the ones that found what the first look had missed. */
    SECOND_LOOK_FOUND(Role.DETECTOR);

    /** Null for all. */
    private final Role owner;

    Counter() {
        this(null);
    }

    Counter(Role owner) {
        this.owner = owner;
    }

    /** Returns whether the stage of this role counts it; in the rows of others it stays 0. */
    public boolean isOf(Role role) {
        return owner == null || owner == role;
    }
}
