package org.catfollow.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.cli.watching.Rhythm;
import org.catfollow.cli.watching.Sampler;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.report.JsonReport;
import org.catfollow.shm.region.Region;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow hz}: how often, and how regularly. */
@Command(
        name = "hz",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how often each stage answers, and how regularly: mean rate; shortest, longest time"
                    + " between two and its standard deviation, milliseconds; frames without an answer.",
            "Each second until Ctrl-C. Times are those of a look each 2 ms."
        })
final class HzCommand implements Callable<Integer> {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final String ROW = "%-9s %9s %9s %9s %9s %8s %8s %8s%n";

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(
            paramLabel = "STAGE",
            arity = "0..*",
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all).")
    private List<Sampler.Kind> kinds = List.of();

    @Option(
            names = {"-w", "--window"},
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "How many of the last answers count, 2 to 1000000 (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "0",
            description = "End after so long; 0: never (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--json", description = "One JSON object a second and stage.")
    private boolean json;

    @Override
    public Integer call() {
        if (window < 2 || window > 1_000_000 || !(seconds >= 0 && seconds < 1e6)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--window: 2 to 1000000, --seconds: 0 or more wanted; not "
                            + window
                            + " and "
                            + seconds);
        }
        Set<Sampler.Kind> wanted =
                kinds.isEmpty() ? EnumSet.allOf(Sampler.Kind.class) : EnumSet.copyOf(kinds);
        try (Region region = parent.attach();
                Sampler sampler = new Sampler(region, window)) {
            // Only now: attaching, and the first look of a JVM, take their time.
            sampler.look();
            long start = System.nanoTime();
            long end = seconds == 0 ? Long.MAX_VALUE : start + Math.round(seconds * SECOND_NANOS);
            long due = Math.min(start + SECOND_NANOS, end);
            while (true) {
                if (region.isLost()) {
                    throw new StageFailure(
                            ExitCode.REGION, "the region was removed or replaced; start hz again");
                }
                sampler.look();
                long now = System.nanoTime();
                if (now - due >= 0) {
                    report(sampler, wanted, now);
                    if (now >= end) {
                        return ExitCode.DONE.code();
                    }
                    due = Math.min(due + SECOND_NANOS, end);
                }
                LockSupport.parkNanos(Sampler.LOOK_NANOS);
            }
        }
    }

    private void report(Sampler sampler, Set<Sampler.Kind> wanted, long nowNanos) {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.printf(
                    ROW, "stage", "rate Hz", "min ms", "max ms", "dev ms", "p50 age", "lost",
                    "window");
        }
        for (Sampler.Kind kind : wanted) {
            Rhythm rhythm = sampler.rhythm(kind);
            if (json) {
                out.println(new Gson().toJson(toJson(kind, rhythm, nowNanos)));
            } else if (rhythm.window() < 2) {
                out.printf("%-9s no new %s%n", name(kind), kind.what());
            } else {
                out.printf(
                        ROW,
                        name(kind),
                        figure(rhythm.perSecond(), "%.2f"),
                        millis((double) rhythm.shortestNanos()),
                        millis((double) rhythm.longestNanos()),
                        millis(rhythm.deviationNanos()),
                        rhythm.ageNanos(0.5) < 0 ? "-" : millis((double) rhythm.ageNanos(0.5)),
                        kind.isNumbered() ? rhythm.lost() : "-",
                        rhythm.window());
            }
        }
        if (!json) {
            out.println();
        }
        out.flush();
    }

    private static JsonObject toJson(Sampler.Kind kind, Rhythm rhythm, long nowNanos) {
        JsonObject object = new JsonObject();
        object.addProperty("stage", name(kind));
        object.addProperty("perSecond", JsonReport.rounded(rhythm.perSecond()));
        object.addProperty("minMillis", JsonReport.rounded(rhythm.shortestNanos() / 1e6));
        object.addProperty("maxMillis", JsonReport.rounded(rhythm.longestNanos() / 1e6));
        object.addProperty("deviationMillis", JsonReport.rounded(rhythm.deviationNanos() / 1e6));
        object.addProperty("ageP50Millis", JsonReport.rounded(rhythm.ageNanos(0.5) / 1e6));
        object.addProperty("ageP99Millis", JsonReport.rounded(rhythm.ageNanos(0.99) / 1e6));
        object.addProperty("silentMillis", JsonReport.rounded(rhythm.silentNanos(nowNanos) / 1e6));
        object.addProperty("lost", rhythm.lost());
        object.addProperty("window", rhythm.window());
        return object;
    }

    private static String name(Sampler.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String millis(double nanos) {
        return figure(nanos / 1e6, "%.2f");
    }

    private static String figure(double value, String format) {
        return String.format(Locale.ROOT, format, value);
    }
}
