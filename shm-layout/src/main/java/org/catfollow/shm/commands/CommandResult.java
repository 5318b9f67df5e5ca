package org.catfollow.shm.commands;

/** What became of a command. The ordinal is what the region stores: append only. */
public enum CommandResult {
    /** Not taken yet. */
    PENDING,
    /** Taken: it takes effect as soon as the robot's state allows, within its time to live. */
    ACCEPTED,
    /** Taken after its time to live: not obeyed. */
    EXPIRED,
    /** Taken and refused: its values make no sense, or not now. */
    REFUSED
}
