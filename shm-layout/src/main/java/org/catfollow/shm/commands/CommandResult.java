package org.catfollow.shm.commands;

/** What became of a command. The ordinal is what the region stores: append only. */
public enum CommandResult {
    /** Not answered yet. */
    PENDING,
    /** In effect, or about to be as soon as the robot's state allows, within its time to live. */
    ACCEPTED,
    /** Taken after its time to live: not obeyed. */
    EXPIRED,
    /** Taken and refused: its values make no sense, or not now. */
    REFUSED,
    /** Control ended between taking and answering it: obeyed or not, the next one does not obey it. */
    LOST,
    /** Answered, and the answer overwritten by those of later commands. Never stored. */
    FORGOTTEN
}
