package org.catfollow.bench.figures;

import java.util.Locale;
import java.util.Optional;

/** A case as a table for people. */
public final class TableReport {
    private static final String HEAD =
            "%-12s %9s %9s %9s %9s %7s %7s %8s %8s %8s %8s %8s %9s %9s %7s%n";

    private TableReport() {}

    /** Returns the table with its heading; ends with a line end. */
    public static String of(Case figures) {
        StringBuilder text = new StringBuilder();
        int turns = figures.rows().isEmpty() ? 0 : figures.rows().get(0).turns().size();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d reader%s, %s (medians of %d turns, microseconds)%n",
                        figures.receivers(),
                        figures.receivers() == 1 ? "" : "s",
                        figures.rate(),
                        turns));
        text.append(
                String.format(
                        Locale.ROOT,
                        HEAD,
                        "",
                        "p50",
                        "p99",
                        "p99.9",
                        "max",
                        "p50/C",
                        "p99/C",
                        "write",
                        "publish",
                        "us/frame",
                        "CPU% w",
                        "CPU% r",
                        "sent/s",
                        "seen/s",
                        "lost"));
        for (Row row : figures.rows()) {
            text.append(line(figures, row));
        }
        return text.toString();
    }

    private static String line(Case figures, Row row) {
        String line =
                String.format(
                        Locale.ROOT,
                        HEAD,
                        row.name(),
                        micros(row.latencyMicros(50)),
                        micros(row.latencyMicros(99)),
                        micros(row.latencyMicros(99.9)),
                        micros(row.latencyMicros(100)),
                        ratio(figures.ratio(row, 50)),
                        ratio(figures.ratio(row, 99)),
                        micros(row.median(Turn::writingMicros)),
                        micros(row.median(Turn::publishingMicros)),
                        micros(row.median(Turn::senderMicrosPerFrame)),
                        percent(row.median(Turn::senderPercent)),
                        percent(row.median(Turn::receiverPercent)),
                        whole(row.median(Turn::sentPerSecond)),
                        whole(row.median(turn -> turn.seenPerSecond(row.receivers()))),
                        row.lost());
        // As loud as it has to be: a torn frame that passed is no matter of speed.
        return row.wrong() == 0
                ? line
                : line + "  " + row.name() + ": " + row.wrong() + " WRONG FRAMES\n";
    }

    private static String micros(double value) {
        return number(value, value < 100 ? "%.1f" : "%.0f");
    }

    private static String percent(double value) {
        return number(value, value < 10 ? "%.2f" : "%.0f");
    }

    private static String whole(double value) {
        return number(value, value < 1000 ? "%.1f" : "%.0f");
    }

    private static String ratio(Optional<Double> value) {
        return value.map(times -> String.format(Locale.ROOT, "%.2f", times)).orElse("-");
    }

    private static String number(double value, String format) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
