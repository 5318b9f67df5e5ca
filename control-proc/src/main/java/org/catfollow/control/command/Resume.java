package org.catfollow.control.command;

/**
 * Drive again, after a STOP.
 *
 * @param stopCount how many STOPs had been pressed when the user decided; a later one still holds
 */
public record Resume(long stopCount, Validity validity) implements UserCommand {
    /** Refuses a count that no latch can have shown. */
    public Resume {
        if (stopCount < 0) {
            throw new IllegalArgumentException(
                    "resume: count of STOPs is " + stopCount + ", expected 0 or more");
        }
    }
}
