package org.catfollow.shm.slots;

/** Why the guard took the wheels last. The ordinal is what the region stores: append only. */
public enum GuardReason {
    /** It never did. */
    NONE("never"),
    /** Nobody holds control's role: it ended or was killed. */
    CONTROL_GONE("nobody holds control's role"),
    /** Control holds its role and gives no sign of life: stopped, hanging, or starved. */
    CONTROL_SILENT("control gives no sign of life"),
    /** The region was taken away. */
    REGION_LOST("the region was taken away"),
    /** The guard itself ends. */
    GUARD_ENDS("the guard ends");

    private final String meaning;

    GuardReason(String meaning) {
        this.meaning = meaning;
    }

    /** Returns the reason in words, for people. */
    public String meaning() {
        return meaning;
    }
}
