package org.catfollow.replay;

import java.util.Locale;

/** What the comparison of one stage has come to. One thread. */
final class StageFindings {
    private final String stage;
    private final String unitName;
    private long compared;
    private long differing;
    private long left;
    private long firstFrame;
    private long firstNanos;
    private String firstText = "";
    private String reason = "";
    private boolean synchronised;

    /**
     * Makes one that is not synchronised.
     *
     * @param unitName what is compared: frames, periods
     */
    StageFindings(String stage, String unitName) {
        this.stage = stage;
        this.unitName = unitName;
    }

    /** The stage has begun in the recording: from here its state is known. */
    void begin() {
        synchronised = true;
    }

    /** What the stage's state is from here on is not known, until it begins again. */
    void lose(String why) {
        reason = reason.isEmpty() ? why : reason;
        synchronised = false;
    }

    /** Returns whether what comes next can be compared. */
    boolean isSynchronised() {
        return synchronised;
    }

    /**
     * One could not be compared.
     *
     * @param why the reason, where none was given before
     */
    void leaveOut(String why) {
        reason = reason.isEmpty() ? why : reason;
        left++;
    }

    /**
     * One was compared.
     *
     * @param difference what differs first in it, null for nothing
     */
    void add(long frameId, long nanos, String difference) {
        compared++;
        if (difference == null) {
            return;
        }
        if (differing == 0) {
            firstFrame = frameId;
            firstNanos = nanos;
            firstText = difference;
        }
        differing++;
    }

    long compared() {
        return compared;
    }

    long differing() {
        return differing;
    }

    long leftOut() {
        return left;
    }

    /** Returns when the first difference was, by the recorded clock; nothing when there is none. */
    long firstNanos() {
        return differing == 0 ? Long.MAX_VALUE : firstNanos;
    }

    /** Returns the first difference with stage and frame. */
    String first() {
        return stage + ", frame " + firstFrame + ": " + firstText;
    }

    /** Returns a line for people. */
    String line() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-9s", stage));
        if (compared == 0 && left == 0) {
            return text.append("nothing recorded").toString();
        }
        text.append(String.format(Locale.ROOT, "%d %s compared, ", compared, unitName));
        if (compared == 0) {
            text.setLength(9);
        } else if (differing == 0) {
            text.append("all the same bit for bit");
        } else {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%d differ, first in frame %d: %s",
                            differing,
                            firstFrame,
                            firstText));
        }
        if (left > 0) {
            text.append(compared == 0 ? "" : "; ")
                    .append(left)
                    .append(" not compared: ")
                    .append(reason);
        }
        return text.toString();
    }
}
