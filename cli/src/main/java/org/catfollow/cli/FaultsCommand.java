package org.catfollow.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.catfollow.cli.faults.Fault;
import org.catfollow.cli.faults.FaultsConfig;
import org.catfollow.cli.faults.FaultsRun;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.runtime.ExitCode;
import org.catfollow.shm.region.RegionFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow faults}: how soon the wheels stand when something breaks. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a robot of its own with a HAT that exists in a file, lets it drive, breaks one"
                    + " thing at a time and measures how long the motors go on turning.",
            "Prints a table; code 1 when a limit was broken. Flags for the stages follow --."
        })
final class FaultsCommand implements Callable<Integer> {
    private static final String NAME = "faults";
    private static final int MOST_TRIALS = 1000;

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "How often each thing is broken (default: ${DEFAULT-VALUE}).")
    private int trials = 20;

    @Option(
            names = "--only",
            paramLabel = "WHAT",
            split = ",",
            description = "Only these, separated by commas: ${COMPLETION-CANDIDATES}.")
    private Set<Fault> only = EnumSet.allOf(Fault.class);

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Of everything random: how long it drives before (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
    private Path json;

    @Parameters(paramLabel = "FLAG", description = "For the stages, as `launch.sh up` takes them.")
    private List<String> flags = List.of();

    @Override
    public Integer call() {
        if (trials < 1 || trials > MOST_TRIALS) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--trials must be 1 to 1000, not " + trials);
        }
        FaultsConfig config =
                new FaultsConfig(parent.instanceName().orElse(NAME), trials, seed, only, flags);
        Path folder = parent.files().region().getParent();
        PrintWriter out = spec.commandLine().getOut();
        boolean held =
                new FaultsRun(
                                config,
                                Launcher.home(NAME),
                                folder == null ? RegionFiles.DEFAULT_FOLDER : folder,
                                json)
                        .run(out);
        return held ? ExitCode.DONE.code() : ExitCode.FAILED.code();
    }
}
