package org.catfollow.control.command;

/**
 * Something a person asked for. STOP is none of these: it has a word of its own, see {@link StopMemory}.
 *
 * <p>Commands come seldom, so they are plain values and may be allocated.
 */
public sealed interface UserCommand
        permits CatLocation, GoHome, Manual, PoseReset, Calibrate, Resume {
    /** Returns when it was given, and until when it holds. */
    Validity validity();
}
