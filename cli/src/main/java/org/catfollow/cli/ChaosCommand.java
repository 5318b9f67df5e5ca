package org.catfollow.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.catfollow.cli.chaos.ChaosConfig;
import org.catfollow.cli.chaos.ChaosRun;
import org.catfollow.cli.chaos.Disturbance;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.runtime.ExitCode;
import org.catfollow.shm.region.RegionFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow chaos}: disturbs a robot of its own at random and checks what it promises. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a robot of its own on the test: source, kills, stops, restarts and starves its"
                    + " processes at random, and checks its promises throughout.",
            "Prints a table; code 1 when a promise was broken. Flags for the stages follow --."
        })
final class ChaosCommand implements Callable<Integer> {
    private static final String NAME = "chaos";
    private static final double LONGEST_MINUTES = 24 * 60;
    private static final double HIGHEST_RATE = 20;

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "How long (default: ${DEFAULT-VALUE}).")
    private double minutes = 1;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Disturbances a second on average (default: ${DEFAULT-VALUE}).")
    private double rate = 1;

    @Option(
            names = "--only",
            paramLabel = "WHAT",
            split = ",",
            description = "Only these disturbances, separated by commas: ${COMPLETION-CANDIDATES}.")
    private Set<Disturbance> only = EnumSet.allOf(Disturbance.class);

    @Option(
            names = "--one-at-a-time",
            description = "Each disturbance waits until every stage is back from the one before.")
    private boolean oneAtATime;

    @Parameters(paramLabel = "FLAG", description = "For the stages, as `launch.sh up` takes them.")
    private List<String> flags = List.of();

    @Override
    public Integer call() {
        require(minutes > 0 && minutes <= LONGEST_MINUTES, "--minutes", "0 to 1440", minutes);
        require(rate > 0 && rate <= HIGHEST_RATE, "--rate", "0 to 20", rate);
        ChaosConfig config =
                new ChaosConfig(
                        parent.instanceName().orElse(NAME),
                        Duration.ofMillis(Math.round(minutes * 60_000)),
                        seed,
                        rate,
                        only,
                        oneAtATime,
                        flags);
        PrintWriter out = spec.commandLine().getOut();
        ChaosRun run =
                new ChaosRun(
                        config,
                        Launcher.home("chaos"),
                        folder(),
                        line -> {
                            out.println(line);
                            out.flush();
                        });
        boolean held = run.run(out);
        return held ? ExitCode.DONE.code() : ExitCode.FAILED.code();
    }

    private void require(boolean met, String flag, String range, double value) {
        if (!met) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), flag + " must be over " + range + ", not " + value);
        }
    }

    private Path folder() {
        Path folder = parent.files().region().getParent();
        return folder == null ? RegionFiles.DEFAULT_FOLDER : folder;
    }
}
