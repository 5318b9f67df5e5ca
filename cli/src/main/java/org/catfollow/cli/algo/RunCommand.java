package org.catfollow.cli.algo;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.catfollow.cli.launching.Interruption;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.sdk.algorithm.JsonLine;
import org.catfollow.sdk.images.ImageMode;
import org.catfollow.sdk.runner.AlgorithmProcess;
import org.catfollow.sdk.runner.PictureSource;
import org.catfollow.sdk.runner.RestartRule;
import org.catfollow.sdk.runner.RunSummary;
import org.catfollow.sdk.runner.Runner;
import org.catfollow.shm.images.ImageStore;
import org.catfollow.shm.region.Region;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code cat-follow algo run}: hands an algorithm pictures, one after the other. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Hands an algorithm one picture after the other, until they end or Ctrl-C.",
            "Results are JSON, a line each and the summary as the last; code 1 when a step was not OK."
        })
public final class RunCommand implements Callable<Integer> {
    private static final int SLOTS = 4;
    private static final long GOODBYE_SECONDS = 15;
    private static final int LARGEST_SLOT_MEGABYTES = 64;

    @ParentCommand private RobotFolders robot;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "DIR|ZIP",
            description = "The algorithm: its folder, or its package.")
    private Path algorithm;

    @CommandLine.ArgGroup(multiplicity = "1")
    private Where where;

    /** Exactly one of them. */
    static final class Where {
        @Option(
                names = "--images",
                paramLabel = "FOLDER",
                description = "The jpg, png and bmp files of a folder, in natural order.")
        private Path images;

        @Option(names = "--video", paramLabel = "FILE", description = "A film; needs ffmpeg.")
        private Path video;

        @Option(
                names = "--live",
                description = "The newest frame of the robot's ring, at each step; see --name.")
        private boolean live;
    }

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "End after so many pictures (default: when they end).")
    private long steps;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "production",
            description =
                    "production: a picture that is missing or broken is an error; development: zeroes"
                            + " that say so (default: ${DEFAULT-VALUE}).")
    private ImageMode mode = ImageMode.PRODUCTION;

    @Option(
            names = "--timeout-ms",
            paramLabel = "MS",
            description = "How long a step may take (default: the manifest's).")
    private Integer timeoutMillis;

    @Option(
            names = "--restarts",
            paramLabel = "N",
            description =
                    "How often in a row a lost algorithm is started again before it is given up"
                            + " (default: 5; 0: never).")
    private Integer restarts;

    @Option(
            names = "--user-param",
            paramLabel = "K=V",
            description =
                    "A value for the algorithm, over the manifest's: a number, true, false or JSON"
                            + " where it reads as such, else a text.")
    private Map<String, String> userParams = new LinkedHashMap<>();

    @Option(
            names = "--keep-jpeg",
            description = "JPEG files go into the store as they are; the algorithm decodes them.")
    private boolean keepJpeg;

    @Option(
            names = "--live-ids",
            description =
                    "With --live: no copy; the algorithm reads the frame in the ring, where it is for"
                            + " half a second.")
    private boolean liveIds;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the results go (default: standard output).")
    private Path out;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description =
                    "Takes what the algorithm writes to standard error (default: algorithm-NAME.log"
                            + " beside the stages' logs).")
    private Path log;

    @Option(
            names = "--slot-mb",
            paramLabel = "MB",
            defaultValue = "8",
            description =
                    "Largest picture of --images and --video, megabytes as an array; four times that"
                            + " is taken in /dev/shm (default: ${DEFAULT-VALUE}).")
    private int slotMegabytes = 8;

    private volatile AlgorithmProcess process;
    private volatile FilmPictures film;
    private final Interruption interruption =
            new Interruption("algo", GOODBYE_SECONDS, this::wakeAll);

    @Override
    public Integer call() {
        check();
        interruption.heed();
        // Closed last: until then a signal waits for what is removed below.
        try (Interruption heeded = interruption;
                AlgorithmFolder folder = AlgorithmFolder.open(algorithm, heeded::asked)) {
            Manifest manifest = folder.manifest();
            String missing = AlgorithmStart.missing(manifest, folder.folder());
            if (!missing.isEmpty()) {
                throw new StageFailure(ExitCode.FAILED, missing);
            }
            return run(folder.folder(), manifest);
        }
    }

    private void check() {
        if (steps < 0 || (timeoutMillis != null && timeoutMillis < 1)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--steps must be 0 or more, --timeout-ms 1 or more");
        }
        if (restarts != null && restarts < 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--restarts must be 0 or more, not " + restarts);
        }
        if (slotMegabytes < 1 || slotMegabytes > LARGEST_SLOT_MEGABYTES) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--slot-mb must be 1 to " + LARGEST_SLOT_MEGABYTES + ", not " + slotMegabytes);
        }
        if (liveIds && !where.live) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--live-ids needs --live");
        }
        if (keepJpeg && where.images == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--keep-jpeg needs --images");
        }
    }

    private void wakeAll() {
        AlgorithmProcess running = process;
        if (running != null) {
            running.cancel();
        }
        FilmPictures playing = film;
        if (playing != null) {
            playing.cancel();
        }
    }

    private int run(Path folder, Manifest manifest) {
        if (!where.live) {
            long slotBytes = (long) slotMegabytes << 20;
            try (PictureSource pictures = source(slotBytes)) {
                return run(folder, manifest, pictures, null, slotBytes);
            }
        }
        try (Region region = Region.attach(robot.files(), Duration.ZERO);
                PictureSource pictures = new LivePictures(region, liveIds, interruption::asked)) {
            return run(
                    folder,
                    manifest,
                    pictures,
                    robot.files().region(),
                    region.geometry().slotCapacityBytes());
        }
    }

    private PictureSource source(long slotBytes) {
        if (where.video != null) {
            film = FilmPictures.open(where.video, slotBytes);
            if (interruption.asked()) {
                film.cancel();
            }
            return film;
        }
        NativeLibraries.loadOpenCv();
        return FolderPictures.open(where.images, keepJpeg, slotBytes);
    }

    private int run(
            Path folder, Manifest manifest, PictureSource pictures, Path region, long slotBytes) {
        JsonObject params = UserParams.merged(manifest.userParams(), userParams);
        Path logFile =
                log != null
                        ? log
                        : robot.stateFolder()
                                .resolve("logs")
                                .resolve("algorithm-" + manifest.name() + ".log");
        // The store first, beside the region, be that there or not: where another run of this name
        // has it, nothing of that run's is written over.
        try (ImageStore store = ImageStore.create(robot.files().images(), SLOTS, slotBytes);
                LogFile lines = LogFile.create(logFile);
                PrintWriter results = results();
                AlgorithmProcess started =
                        new AlgorithmProcess(
                                new AlgorithmStart(
                                                manifest,
                                                folder,
                                                store.file(),
                                                region,
                                                mode,
                                                params,
                                                timeout(manifest),
                                                restartRule(),
                                                lines::add)
                                        .settings())) {
            process = started;
            if (interruption.asked()) {
                started.cancel();
            }
            Runner runner =
                    new Runner(
                            store,
                            started,
                            params,
                            session(manifest),
                            line -> {
                                results.println(JsonLine.of(line));
                                // Nobody takes them any more: a full disk, or the end of a pipe.
                                if (results.checkError()) {
                                    started.cancel();
                                }
                            });
            try {
                runner.run(pictures, steps);
            } catch (StageFailure e) {
                // The pictures ended in a way that they should not: what was done is said all the
                // same, if anything was.
                if (runner.summary().steps() > 0) {
                    int ignored = report(runner.summary(), results, lines.file());
                }
                throw e;
            }
            return report(runner.summary(), results, lines.file());
        }
    }

    private RestartRule restartRule() {
        RestartRule rule = RestartRule.DEFAULT;
        return restarts == null ? rule : new RestartRule(rule.first(), rule.longest(), restarts);
    }

    private Duration timeout(Manifest manifest) {
        return timeoutMillis == null ? manifest.timeout() : Duration.ofMillis(timeoutMillis);
    }

    private static JsonObject session(Manifest manifest) {
        JsonObject session = new JsonObject();
        session.addProperty("algorithm", manifest.name());
        session.addProperty("version", manifest.version());
        return session;
    }

    private PrintWriter results() {
        if (out == null) {
            // Closing ours must not close the command's.
            return new PrintWriter(spec.commandLine().getOut(), true) {
                @Override
                public void close() {
                    flush();
                }
            };
        }
        try {
            return new PrintWriter(Files.newBufferedWriter(out), true);
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot write --out " + out + ": " + Why.of(e), e);
        }
    }

    private int report(RunSummary summary, PrintWriter results, Path logFile) {
        PrintWriter err = spec.commandLine().getErr();
        if (!summary.start().isOk() && !interruption.asked()) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "the algorithm is not ready: "
                            + summary.start().code()
                            + ": "
                            + summary.start().message()
                            + "; see "
                            + logFile);
        }
        JsonObject last = new JsonObject();
        last.add("summary", summary.toJson());
        results.println(JsonLine.of(last));
        if (results.checkError()) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot write the results to "
                            + (out == null ? "standard output" : out)
                            + " any more; "
                            + summary.steps()
                            + " steps were done");
        }
        summary.lines().forEach(err::println);
        if (!summary.isClean()) {
            err.println("log       " + logFile);
        }
        err.flush();
        return (summary.isClean() ? ExitCode.DONE : ExitCode.FAILED).code();
    }
}
