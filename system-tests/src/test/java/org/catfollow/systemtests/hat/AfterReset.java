package org.catfollow.systemtests.hat;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.standin.StandInBench;
import org.catfollow.runtime.standin.StandInEntry;
import org.catfollow.runtime.standin.StandInEntry.Kind;
import org.catfollow.runtime.standin.StandInEntry.Outcome;

/**
 * What the log has after a microcontroller began anew in the middle.
 *
 * @param refused telegrams of control that were not done
 * @param refusedWrites those of them that were to write a register
 * @param unnoticed whether a wheel was told to turn before any was refused: nobody could know
 * @param missing the timers that were not set when a wheel was told to turn for the first time
 * @param lines what control did first after the reset
 */
record AfterReset(
        long refused,
        long refusedWrites,
        boolean unnoticed,
        List<String> missing,
        List<String> lines) {
    private static final int LINES_SHOWN = 12;

    /** Period and prescaler of the motors' timer and of the servos'. */
    private static final List<String> TIMERS = List.of("47=4095", "43=9", "44=4095", "40=351");

    /** Takes it from a log, in which there may be no reset yet. */
    static AfterReset of(List<StandInEntry> log, long control) {
        List<String> toSet = new ArrayList<>(TIMERS);
        List<String> missing = List.of();
        List<String> lines = new ArrayList<>();
        long refused = 0;
        long refusedWrites = 0;
        boolean reset = false;
        boolean turns = false;
        boolean unnoticed = false;
        for (StandInEntry entry : log) {
            reset |= entry.kind == Kind.RESET;
            if (!reset || entry.pid != control) {
                continue;
            }
            if (lines.size() < LINES_SHOWN) {
                lines.add(HatLog.text(entry));
            }
            if (entry.outcome != Outcome.DONE) {
                refused++;
                refusedWrites += entry.kind == Kind.WRITE ? 1 : 0;
            } else if (entry.kind == Kind.WRITE) {
                boolean removed = toSet.remove(HatLog.text(entry));
                if (!removed && !turns && StandInBench.isMotor(entry.at) && entry.value > 0) {
                    turns = true;
                    unnoticed = refused == 0;
                    missing = List.copyOf(toSet);
                }
            }
        }
        return new AfterReset(refused, refusedWrites, unnoticed, missing, lines);
    }

    void requireTimersFirst() {
        if (!missing.isEmpty()) {
            throw new RigFailure(
                    "a wheel turns without its timers: not set are "
                            + missing
                            + "; after the reset: "
                            + lines);
        }
    }
}
