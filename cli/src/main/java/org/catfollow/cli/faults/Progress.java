package org.catfollow.cli.faults;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/**
 * One line on the terminal that says which trial is on; nothing where there is no terminal, whose table
 * grows by a line for each fault anyway. One thread.
 */
final class Progress {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream err = System.err;
    private final boolean shown =
            Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    private final long beganNanos = System.nanoTime();
    private final int faults;
    private final int trials;

    Progress(int faults, int trials) {
        this.faults = faults;
        this.trials = trials;
    }

    /** Says which fault, counted from 1, is broken, and for the how manieth time. */
    void show(int number, Fault fault, int trial) {
        if (shown) {
            err.print(CLEAR_LINE + text(number, fault, trial, System.nanoTime() - beganNanos));
            err.flush();
        }
    }

    String text(int number, Fault fault, int trial, long sinceNanos) {
        long seconds = sinceNanos / 1_000_000_000L;
        return String.format(
                Locale.ROOT,
                "fault %d of %d, %s: trial %d of %d; %d:%02d so far",
                number,
                faults,
                fault.title(),
                trial,
                trials,
                seconds / 60,
                seconds % 60);
    }

    /** Makes room for something else. */
    void clear() {
        if (shown) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
