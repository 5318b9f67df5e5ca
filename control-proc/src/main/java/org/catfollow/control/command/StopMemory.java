package org.catfollow.control.command;

/**
 * Whether a STOP holds. The region counts the presses of STOP; control remembers through which of them
 * somebody resumed. STOP holds if more were pressed.
 *
 * <p>A resume carries the count that its sender saw. So a STOP that was pressed after it, or at the same
 * time by somebody else, still holds; and a resume that claims more presses than there were is refused,
 * or it would undo a STOP that is still to come.
 */
public final class StopMemory {
    private long count;
    private long resumedThrough;

    /**
     * Takes what a control before this one had published, so that its restart neither undoes a STOP nor
     * makes one; 0 for none.
     */
    public StopMemory(long resumedThrough) {
        this.resumedThrough = Math.max(0, resumedThrough);
    }

    /**
     * Takes the number of presses that the region shows. A number under the one resumed through is that
     * of another region: nothing in it was resumed.
     */
    public void observe(long pressCount) {
        count = pressCount;
        if (pressCount < resumedThrough) {
            resumedThrough = 0;
        }
    }

    /**
     * Resumes through a press.
     *
     * @param seenCount the presses that the sender saw
     * @return whether no STOP holds now
     */
    public boolean resume(long seenCount) {
        if (seenCount <= count) {
            resumedThrough = Math.max(resumedThrough, seenCount);
            return !stopped();
        }
        return false;
    }

    /** Returns whether a STOP holds; a count that cannot be holds too. */
    public boolean stopped() {
        return count > resumedThrough || count < 0;
    }

    /** Returns the press through which somebody resumed; for the region, and a later restart. */
    public long resumedThrough() {
        return resumedThrough;
    }
}
