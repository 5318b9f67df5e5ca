package org.catfollow.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.catfollow.bench.figures.Case;
import org.catfollow.bench.figures.JsonResult;
import org.catfollow.bench.figures.TableReport;
import org.catfollow.bench.run.BenchPlan;
import org.catfollow.bench.run.RingBench;
import org.catfollow.bench.transport.Transport;
import org.catfollow.bench.transport.Transports;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.Shutdown;
import org.catfollow.runtime.report.Environment;
import org.catfollow.shm.layout.Geometry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench-proc}: how long a frame takes from one process into others. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Measures how long a frame takes from one process into others: by the ring, by the same"
                    + " protocol in C (the floor), and by other ways; each end a process, after a"
                    + " warm-up, in turns.",
            "Timed from the frame lying written whole to a reader having validated its sequence and"
                    + " read the first and the last word of the pixels. Ratios hold within a run;"
                    + " microseconds are this machine's, now.",
            "The robot need not run, and should not."
        })
public final class RingBenchCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
    private static final int MOST_READERS = 64;

    @Option(
            names = "--readers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,10",
            description = "Reading processes, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private List<Integer> readers;

    @Option(
            names = "--fps",
            paramLabel = "RATE",
            split = ",",
            defaultValue = "30,200,max",
            description = "Frames a second; max: flat out (default: ${DEFAULT-VALUE}).")
    private List<String> rates;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "How long a turn is, 0.2 to 600 (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--turns",
            paramLabel = "N",
            defaultValue = "3",
            description = "Turns of each, 1 to 100 (default: ${DEFAULT-VALUE}).")
    private int turns;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "3",
            description = "Before the first turn, 0 to 60 (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(
            names = "--wait",
            paramLabel = "HOW",
            split = ",",
            defaultValue = "futex",
            description =
                    "How readers of the ring wait: futex, poll, spin; spin is the floor's alone"
                            + " (default: ${DEFAULT-VALUE}).")
    private List<BenchPlan.Waiting> waits;

    @Option(
            names = "--peers",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "socket",
            description =
                    "Other transports beside it, all or none; aeron, aeron-spin and queue are there"
                            + " with bench/ring.sh (default: ${DEFAULT-VALUE}).")
    private List<String> peers;

    @Option(
            names = "--mixed",
            description = "Also with writer and readers in different languages, Java and C.")
    private boolean mixed;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "640x480",
            description = "Of a frame, pixels of three bytes (default: ${DEFAULT-VALUE}).")
    private String size;

    @Option(
            names = "--writer-jvm",
            paramLabel = "STAGE",
            defaultValue = "capture",
            description = "Whose JVM flags the writer has (default: ${DEFAULT-VALUE}).")
    private String writerFlags;

    @Option(
            names = "--reader-jvm",
            paramLabel = "STAGE",
            defaultValue = "tracker",
            description = "Whose JVM flags readers have (default: ${DEFAULT-VALUE}).")
    private String readerFlags;

    @Option(names = "--json", description = "One JSON object, each turn by itself too.")
    private boolean json;

    @Spec private CommandSpec spec;

    private final BooleanSupplier interrupted;

    /** Makes one that ends early when {@code interrupted} says so. */
    RingBenchCommand(BooleanSupplier interrupted) {
        this.interrupted = interrupted;
    }

    /** Runs it. */
    public static void main(String[] args) {
        Shutdown shutdown = Shutdown.install();
        ProcessExit.runAndExit(new RingBenchCommand(shutdown::requested), args);
    }

    @Override
    public Integer call() {
        BenchPlan plan = plan();
        Environment environment = Environment.ofThisMachine();
        PrintWriter out = spec.commandLine().getOut();
        String flags = "jvm/" + writerFlags + ".args and jvm/" + readerFlags + ".args";
        List<Case> cases = new ArrayList<>();
        try (RingBench bench = new RingBench(plan, interrupted)) {
            if (!bench.hasFloor()) {
                spec.commandLine().getErr().println("no floor: " + bench.compiler());
            }
            if (!json) {
                out.println("machine   " + environment.machine());
                out.println(
                        "software  "
                                + environment.jvm()
                                + "; writer and readers with "
                                + flags
                                + "; floor: "
                                + bench.compiler());
                out.println(
                        "date      "
                                + environment.date()
                                + ", load average before "
                                + environment.loadBefore());
                out.flush();
            }
            bench.run(
                    figures -> {
                        cases.add(figures);
                        if (!json) {
                            out.println();
                            out.print(TableReport.of(figures));
                            out.flush();
                        }
                    });
            String load = Environment.load();
            if (json) {
                JsonObject where = environment.toJson();
                where.addProperty("jvmFlags", flags);
                where.addProperty("compiler", bench.compiler());
                where.addProperty("loadAfter", load);
                out.println(
                        new GsonBuilder()
                                .setPrettyPrinting()
                                .create()
                                .toJson(JsonResult.of(where, cases)));
            } else {
                out.println();
                out.println("load average after " + load);
            }
            out.flush();
        }
        boolean sound = cases.stream().allMatch(Case::isSound);
        return (sound ? ExitCode.DONE : ExitCode.FAILED).code();
    }

    private BenchPlan plan() {
        require(
                readers.stream().allMatch(n -> n >= 1 && n <= MOST_READERS),
                "--readers: 1 to " + MOST_READERS + " wanted, not " + readers);
        require(seconds >= 0.2 && seconds <= 600, "--seconds: 0.2 to 600 wanted, not " + seconds);
        require(turns >= 1 && turns <= 100, "--turns: 1 to 100 wanted, not " + turns);
        require(warmUp >= 0 && warmUp <= 60, "--warm-up: 0 to 60 seconds wanted, not " + warmUp);
        Matcher edges = SIZE.matcher(size);
        require(edges.matches(), "--size: WIDTHxHEIGHT in pixels wanted, not " + size);
        int width = Integer.parseInt(edges.group(1));
        int height = Integer.parseInt(edges.group(2));
        require(
                isEdge(width) && isEdge(height),
                "--size: "
                        + Geometry.MIN_EDGE_PIXELS
                        + " to "
                        + Geometry.MAX_EDGE_PIXELS
                        + " pixels an edge wanted, not "
                        + size);
        return new BenchPlan(
                readers,
                rates.stream().map(this::rate).toList(),
                seconds,
                turns,
                warmUp,
                waits.stream().distinct().toList(),
                peers(),
                mixed,
                width,
                height,
                stage("--writer-jvm", writerFlags),
                stage("--reader-jvm", readerFlags));
    }

    private static boolean isEdge(int pixels) {
        return pixels >= Geometry.MIN_EDGE_PIXELS && pixels <= Geometry.MAX_EDGE_PIXELS;
    }

    private double rate(String word) {
        if (word.equals("max")) {
            return 0;
        }
        try {
            double rate = Double.parseDouble(word);
            require(rate >= 1 && rate <= 10_000, "--fps: 1 to 10000 or max wanted, not " + word);
            return rate;
        } catch (NumberFormatException e) {
            throw misuse("--fps: a number or max wanted, not '" + word + "'");
        }
    }

    private List<String> peers() {
        if (peers.equals(List.of("none"))) {
            return List.of();
        }
        Set<String> there =
                Transports.all().stream()
                        .map(Transport::name)
                        .filter(name -> !name.equals(Transports.RING))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        if (peers.equals(List.of("all"))) {
            return List.copyOf(there);
        }
        for (String peer : peers) {
            require(
                    there.contains(peer),
                    "--peers: no transport '"
                            + peer
                            + "' here, only "
                            + String.join(", ", there)
                            + "; others come with bench/ring.sh of a checkout");
        }
        return peers.stream().distinct().toList();
    }

    private String stage(String flag, String name) {
        require(name.matches("[a-z-]{1,20}"), flag + ": a stage's name wanted, not '" + name + "'");
        return name;
    }

    private void require(boolean right, String message) {
        if (!right) {
            throw misuse(message);
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
