package org.catfollow.shm.commands;

/** What became of a command. The ordinal is what the region stores: append only. */
public enum CommandResult {
    /** Not taken yet. */
    PENDING,
    /** Taken and obeyed. */
    ACCEPTED,
    /** Taken after its time to live: not obeyed. */
    EXPIRED,
    /** Taken and refused: its values make no sense, or not now. */
    REFUSED
}
