package org.catfollow.systemtests.hat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.catfollow.runtime.standin.StandInBench;
import org.catfollow.runtime.standin.StandInEntry;
import org.catfollow.runtime.standin.StandInEntry.Kind;
import org.catfollow.runtime.standin.StandInEntry.Outcome;

/** The log of the HAT as text, such as {@code 2D=3071}, {@code pin 23 low}. */
final class HatLog {
    private static final int LEFT_DIRECTION = 23;
    private static final int RIGHT_DIRECTION = 24;
    private static final int UNKNOWN = -1;

    private final StandInBench bench;

    HatLog(StandInBench bench) {
        this.bench = bench;
    }

    /** Returns where the log is now. */
    long mark() {
        return bench.lastNumber();
    }

    /**
     * Returns what a process wrote to registers and direction pins after a mark, done or not; a pin that was
     * told the same level twice only once.
     */
    List<String> written(long mark, long pid) {
        List<String> lines = new ArrayList<>();
        int[] levels = {UNKNOWN, UNKNOWN};
        for (StandInEntry entry : entries(mark)) {
            boolean direction = entry.at == LEFT_DIRECTION || entry.at == RIGHT_DIRECTION;
            if (entry.pid != pid) {
                continue;
            }
            if (entry.kind == Kind.WRITE) {
                lines.add(text(entry));
            } else if (entry.kind == Kind.PIN
                    && direction
                    && levels[entry.at - LEFT_DIRECTION] != entry.value) {
                levels[entry.at - LEFT_DIRECTION] = entry.value;
                lines.add(text(entry));
            }
        }
        return lines;
    }

    /** Returns how many entries after a mark are as asked for. */
    long count(long mark, Predicate<StandInEntry> wanted) {
        return entries(mark).stream().filter(wanted).count();
    }

    /** Returns all that is whole after a mark. */
    List<StandInEntry> entries(long mark) {
        List<StandInEntry> entries = new ArrayList<>();
        for (long number = mark + 1; number <= bench.lastNumber(); number++) {
            StandInEntry entry = new StandInEntry();
            if (bench.read(number, entry)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    static String text(StandInEntry entry) {
        String what =
                switch (entry.kind) {
                    case WRITE -> String.format(Locale.ROOT, "%02X=%d", entry.at, entry.value);
                    case PIN -> "pin " + entry.at + (entry.value == 0 ? " low" : " high");
                    case ANALOG -> "A" + entry.at + "=" + entry.value;
                    case ECHO -> "echo=" + entry.value;
                    case RESET -> "reset";
                };
        return what
                + (entry.outcome == Outcome.DONE
                        ? ""
                        : " " + entry.outcome.name().toLowerCase(Locale.ROOT));
    }
}
