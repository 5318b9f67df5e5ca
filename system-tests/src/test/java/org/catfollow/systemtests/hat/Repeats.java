package org.catfollow.systemtests.hat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The trials of one check that do not count and are repeated: bounded, and said with its figures. */
final class Repeats {
    /** Of each kind: a machine on which more is needed is no place for these limits. */
    static final int MOST = 3;

    private static final long STALL_NANOS = 30_000_000;

    private int excused;
    private long longestNanos;
    private int early;
    private final List<String> late = new ArrayList<>();

    /**
     * Returns whether a trial that was over its limit is repeated, as this machine itself stood for so long
     * in it.
     */
    boolean excuse(long stalledNanos) {
        if (stalledNanos <= STALL_NANOS || excused == MOST) {
            return false;
        }
        excused++;
        longestNanos = Math.max(longestNanos, stalledNanos);
        return true;
    }

    /** Returns whether a trial that was late is repeated, whoever stood in it; it is said why. */
    boolean late(String why, long stalledNanos) {
        if (late.size() == MOST) {
            return false;
        }
        late.add(
                String.format(
                        Locale.ROOT,
                        "%s (this machine stood for %.0f ms)",
                        why,
                        stalledNanos / 1e6));
        return true;
    }

    /** The wheels stood already: whatever was to stop them did not. */
    void stoodBefore() {
        if (early == MOST) {
            throw new RigFailure(
                    "the wheels stood before the signal in "
                            + (MOST + 1)
                            + " trials, so it stopped"
                            + " nothing");
        }
        early++;
    }

    /** What is added to a line; nothing where nothing was repeated. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (excused > 0) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            ", %d repeated as this machine stood for %.0f ms",
                            excused,
                            longestNanos / 1e6));
        }
        for (String why : late) {
            text.append(", repeated: ").append(why);
        }
        if (early > 0) {
            text.append(", ")
                    .append(early)
                    .append(" repeated as the wheels stood before the signal");
        }
        return text.toString();
    }
}
