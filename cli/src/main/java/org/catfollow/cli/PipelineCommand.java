package org.catfollow.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.cli.pipeline.PipelineConfig;
import org.catfollow.cli.pipeline.PipelineReport;
import org.catfollow.cli.pipeline.PipelineRun;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.report.Environment;
import org.catfollow.shm.region.RegionFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow bench pipeline}: what the whole robot costs, and how quick it is. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a robot of its own and measures the whole of it: latency from picture to box, track"
                    + " and motion, processor time, memory and garbage of each stage, the time from up"
                    + " to the first box, and from a stage's SIGKILL to its next output.",
            "In the simulator, unless flags for the stages, which follow --, name another source."
        })
final class PipelineCommand implements Callable<Integer> {
    private static final String NAME = "bench";

    @CommandLine.ParentCommand private BenchCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "From up to down so many times, 1 to 100 (default: ${DEFAULT-VALUE}).")
    private int runs = 3;

    @Option(
            names = "--seconds",
            paramLabel = "T",
            description = "How long one measurement is, 1 to 3600 (default: ${DEFAULT-VALUE}).")
    private double seconds = 30;

    @Option(
            names = "--warm-seconds",
            paramLabel = "T",
            description =
                    "From the first box until it begins, 0 to 600 (default: ${DEFAULT-VALUE}).")
    private double warmSeconds = 10;

    @Option(
            names = "--restarts",
            paramLabel = "N",
            description =
                    "How often each stage is killed in a run, 0 to 1000 (default: ${DEFAULT-VALUE}).")
    private int restarts = 3;

    @Option(
            names = "--no-flat-out",
            description = "Leaves out how many frames go through when nobody paces them.")
    private boolean noFlatOut;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
    private Path json;

    @Parameters(paramLabel = "FLAG", description = "For the stages, as `launch.sh up` takes them.")
    private List<String> flags = List.of();

    @Override
    public Integer call() {
        require(runs >= 1 && runs <= 100, "--runs must be 1 to 100, not " + runs);
        require(seconds >= 1 && seconds <= 3600, "--seconds must be 1 to 3600, not " + seconds);
        require(
                warmSeconds >= 0 && warmSeconds <= 600,
                "--warm-seconds must be 0 to 600, not " + warmSeconds);
        require(restarts >= 0 && restarts <= 1000, "--restarts must be 0 to 1000, not " + restarts);
        PipelineConfig config =
                new PipelineConfig(
                        parent.root().instanceName().orElse(NAME),
                        runs,
                        Duration.ofMillis(Math.round(warmSeconds * 1000)),
                        Duration.ofMillis(Math.round(seconds * 1000)),
                        restarts,
                        !noFlatOut,
                        flags);
        if (json != null) {
            // Said now, not when all is measured.
            write("", StandardOpenOption.APPEND);
        }
        PrintWriter out = spec.commandLine().getOut();
        Environment environment = Environment.ofThisMachine();
        out.println("machine   " + environment.machine());
        out.println(
                "software  "
                        + environment.jvm()
                        + "; date "
                        + environment.date()
                        + ", load average before "
                        + environment.loadBefore());
        Path folder = parent.root().files().region().getParent();
        PipelineReport report =
                new PipelineRun(
                                config,
                                Launcher.home(NAME),
                                folder == null ? RegionFiles.DEFAULT_FOLDER : folder,
                                spec.commandLine().getErr())
                        .run();
        report.lines().forEach(out::println);
        out.flush();
        if (json != null) {
            write(
                    report.json(environment.toJson()) + System.lineSeparator(),
                    StandardOpenOption.TRUNCATE_EXISTING);
        }
        return ExitCode.DONE.code();
    }

    private void write(String text, StandardOpenOption how) {
        try {
            Files.writeString(json, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "the figures cannot be written to " + json + ": " + e, e);
        }
    }

    private void require(boolean met, String message) {
        if (!met) {
            throw new CommandLine.ParameterException(spec.commandLine(), message);
        }
    }
}
