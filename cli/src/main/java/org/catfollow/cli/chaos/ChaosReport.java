package org.catfollow.cli.chaos;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.shm.layout.Role;

/** The table at the end of a run. */
final class ChaosReport {
    private static final int MOST_SHOWN = 10;

    private final ChaosConfig config;
    private final Promises promises;
    private final Recoveries recoveries;
    private final Monkey monkey;
    private final StopTrial stop;
    private final List<CommandTrial> senders;
    private final Map<Role, ProcessCounts> before;
    private final Map<Role, ProcessCounts> after;

    ChaosReport(
            ChaosConfig config,
            Promises promises,
            Recoveries recoveries,
            Monkey monkey,
            StopTrial stop,
            List<CommandTrial> senders,
            Map<Role, ProcessCounts> before,
            Map<Role, ProcessCounts> after) {
        this.config = config;
        this.promises = promises;
        this.recoveries = recoveries;
        this.monkey = monkey;
        this.stop = stop;
        this.senders = senders;
        this.before = before;
        this.after = after;
    }

    void print(PrintWriter out, Arena arena, Launcher launcher) {
        disturbances(out, arena);
        promises(out);
        recoveries(out);
        counts(out);
        result(out, launcher);
        out.flush();
    }

    private void disturbances(PrintWriter out, Arena arena) {
        line(out, "");
        line(out, "%-52s %9s", "disturbance", "times");
        for (Disturbance disturbance : Disturbance.values()) {
            if (!config.disturbances().contains(disturbance)) {
                continue;
            }
            String note = "";
            if (disturbance == Disturbance.KILL) {
                List<String> parts = new ArrayList<>();
                for (Role role : Role.values()) {
                    parts.add(role.stageName() + " " + monkey.kills(role));
                }
                note = "  (" + String.join(", ", parts) + ")";
            } else if (disturbance == Disturbance.FILL && !arena.isOurs()) {
                note = "  (not root: no memory folder of our own to fill)";
            }
            line(out, "%-52s %9d%s", disturbance.title(), monkey.done(disturbance), note);
        }
        line(out, "%-52s %9d", "STOP and resume", stop.presses());
        long sent = senders.stream().mapToLong(CommandTrial::sent).sum();
        long answered = senders.stream().mapToLong(CommandTrial::answered).sum();
        long outlived = senders.stream().mapToLong(CommandTrial::outlived).sum();
        long full = senders.stream().mapToLong(CommandTrial::refusedFull).sum();
        line(
                out,
                "%-52s %9d  (%d answered, %d of them too late; %d more refused, ring full)",
                "commands of " + senders.size() + " senders",
                sent,
                answered,
                outlived,
                full);
    }

    private void promises(PrintWriter out) {
        line(out, "");
        line(out, "%-62s %12s %7s", "promise", "checks", "broken");
        for (Promise promise : Promise.values()) {
            line(
                    out,
                    "%-62s %12d %7d",
                    promise.text(),
                    promises.checks(promise),
                    promises.failures(promise));
        }
    }

    private void recoveries(PrintWriter out) {
        line(out, "");
        line(
                out,
                "%-12s %6s %7s %7s %7s   %6s %7s %7s %7s",
                "SIGKILL to",
                "alone",
                "p50",
                "p99",
                "max",
                "all",
                "p50",
                "p99",
                "max");
        line(out, "next output");
        for (Role role : Role.values()) {
            List<Double> alone = recoveries.alone(role);
            List<Double> all = recoveries.all(role);
            line(
                    out,
                    "%-12s %6d %4.0f ms %4.0f ms %4.0f ms   %6d %4.0f ms %4.0f ms %4.0f ms",
                    role.stageName(),
                    alone.size(),
                    Recoveries.percentile(alone, 50),
                    Recoveries.percentile(alone, 99),
                    Recoveries.percentile(alone, 100),
                    all.size(),
                    Recoveries.percentile(all, 50),
                    Recoveries.percentile(all, 99),
                    Recoveries.percentile(all, 100));
        }
        line(out, "(alone: nothing else was done to the robot from the kill to the output)");
    }

    private void counts(PrintWriter out) {
        line(out, "");
        line(
                out,
                "%-12s %16s %16s",
                "open files / mapped files / mapped regions",
                "before",
                "after");
        for (Role role : Role.values()) {
            line(out, "%-42s %16s %16s", role.stageName(), before.get(role), after.get(role));
        }
    }

    private void result(PrintWriter out, Launcher launcher) {
        line(out, "");
        int shown = 0;
        for (Promises.Broken broken : promises.broken()) {
            if (shown++ == MOST_SHOWN) {
                line(out, "... and %d more", promises.allFailures() - MOST_SHOWN);
                break;
            }
            line(out, "%s", broken);
        }
        line(out, "seed %d: %d broken promises", config.seed(), promises.allFailures());
        if (promises.allFailures() > 0) {
            line(out, "the logs of the run are in %s", launcher.logs());
        }
    }

    private static void line(PrintWriter out, String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments).stripTrailing());
    }
}
