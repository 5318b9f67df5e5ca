package org.catfollow.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.journal.JournalEntry;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.runtime.journal.JournalReader;
import org.catfollow.shm.slots.ControlReason;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cat-follow events}: what control did and why, from its journal; control need not run. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Prints what control did and why: every change of its state, from its journal.")
final class EventsCommand implements Callable<Integer> {
    private static final long LOOK_NANOS = 100_000_000;
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
            names = {"--follow", "-f"},
            description = "Goes on with what comes, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--json", description = "As one JSON object a line.")
    private boolean json;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was in the last 30s, 10m, 2h or 7d (default: all).")
    private String since;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Another journal than that of the instance that --name means.")
    private Path folder;

    @Override
    public Integer call() {
        long sinceMillis =
                since == null ? 0 : System.currentTimeMillis() - duration(since).toMillis();
        Path journal = folder != null ? transitions(folder) : ofInstance();
        if (!JournalFiles.isJournal(journal)) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "there is no journal in "
                            + journal
                            + "; control keeps one when `deploy/launch.sh up` starts it (a stage"
                            + " started alone needs --journal)");
        }
        try (JournalReader reader = new JournalReader(journal)) {
            print(reader, sinceMillis);
        }
        return ExitCode.DONE.code();
    }

    private Path ofInstance() {
        return JournalFiles.transitions(parent.keptJournals());
    }

    /** The folder that a stage was given holds the journals of all; so does a recording. */
    private static Path transitions(Path given) {
        Path within = JournalFiles.transitions(given);
        return !JournalFiles.isJournal(given) && JournalFiles.isJournal(within) ? within : given;
    }

    private Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--since must be a number with s, m, h or d, such as 10m, not '" + text + "'");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private void print(JournalReader reader, long sinceMillis) {
        PrintWriter out = spec.commandLine().getOut();
        long missed = 0;
        long pid = 0;
        boolean going = true;
        while (going) {
            Optional<JournalEntry> next = reader.next();
            if (next.isPresent()) {
                JournalEntry entry = next.get();
                long before = entry.pid() == pid ? missed : 0;
                pid = entry.pid();
                missed = entry.missed();
                if (entry.wallMillis() >= sinceMillis) {
                    out.println(json ? json(entry).toString() : line(entry, missed - before));
                }
            } else {
                out.flush();
                // Whoever reads us may have gone.
                going = follow && !out.checkError() && !Thread.currentThread().isInterrupted();
                if (going) {
                    LockSupport.parkNanos(LOOK_NANOS);
                }
            }
        }
        if (reader.unreadable() > 0) {
            spec.commandLine().getErr().println(reader.unreadable() + " records make no sense");
        }
    }

    static String line(JournalEntry entry, long missedBefore) {
        String change =
                entry.from().equals(entry.to())
                        ? entry.to() + " at the start"
                        : entry.from() + " -> " + entry.to();
        return String.format(
                        Locale.ROOT,
                        "%s  %-22s %s (%s)  frame %d  at %.2f %.2f m, %.1f degrees  %.2f m/s%s"
                                + "  pid %d (epoch %d)%s",
                        TIME.format(Instant.ofEpochMilli(entry.wallMillis())),
                        change,
                        entry.reason(),
                        meaning(entry.reason()),
                        entry.frameId(),
                        entry.xMetres(),
                        entry.yMetres(),
                        entry.headingDegrees(),
                        entry.speedMetresPerSecond(),
                        entry.limit().equals("NONE") ? "" : "  limited: " + entry.limit(),
                        entry.pid(),
                        entry.epoch(),
                        missedBefore > 0 ? "  (" + missedBefore + " before it not recorded)" : "")
                .stripTrailing();
    }

    private static String meaning(String reason) {
        for (ControlReason known : ControlReason.values()) {
            if (known.name().equals(reason)) {
                return known.meaning();
            }
        }
        return "unknown to this version";
    }

    private static JsonObject json(JournalEntry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("time", Instant.ofEpochMilli(entry.wallMillis()).toString());
        json.addProperty("nanos", entry.nanos());
        json.addProperty("pid", entry.pid());
        json.addProperty("epoch", entry.epoch());
        json.addProperty("frameId", entry.frameId());
        json.addProperty("from", entry.from());
        json.addProperty("to", entry.to());
        json.addProperty("reason", entry.reason());
        json.addProperty("limit", entry.limit());
        json.addProperty("xMetres", entry.xMetres());
        json.addProperty("yMetres", entry.yMetres());
        json.addProperty("headingDegrees", entry.headingDegrees());
        json.addProperty("speed", entry.speedMetresPerSecond());
        json.addProperty("missed", entry.missed());
        return json;
    }
}
