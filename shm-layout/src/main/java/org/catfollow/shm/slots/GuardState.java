package org.catfollow.shm.slots;

/** What the guard does. The ordinal is what the region stores: append only. */
public enum GuardState {
    /** Control is alive: the wheels are its business. */
    WATCHING("watches control"),
    /** Control is not: the wheels are held at zero. */
    HOLDING("holds the wheels at zero"),
    /** The wheels cannot be told to stop; tried again without end. */
    FAILING("cannot reach the wheels");

    private final String meaning;

    GuardState(String meaning) {
        this.meaning = meaning;
    }

    /** Returns what it does, for people. */
    public String meaning() {
        return meaning;
    }
}
