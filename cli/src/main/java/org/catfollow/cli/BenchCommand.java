package org.catfollow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code cat-follow bench}: how fast and how good the robot's parts are on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures how fast and how good the robot's parts are on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchCommand.Detector.class,
            BenchCommand.Tracker.class,
            PipelineCommand.class
        })
final class BenchCommand implements Runnable {
    @ParentCommand private CatFollowCommand parent;
    @Spec private CommandSpec spec;

    /** Returns the command that this one belongs to. */
    CatFollowCommand root() {
        return parent;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing, one of: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** {@code cat-follow bench detector}: the detector's own command {@code bench}. */
    @Command(
            name = "detector",
            description =
                    "Measures models: how long a look takes, and how well the boxes fit annotated"
                            + " pictures.")
    static final class Detector implements Callable<Integer> {
        /** Everything, {@code --help} among it, goes to the detector's program. */
        @Unmatched private List<String> words = new ArrayList<>();

        @Override
        public Integer call() {
            return StageTool.run("detector-proc", "bench", words);
        }
    }

    /** {@code cat-follow bench tracker}: the tracker's own command {@code bench}. */
    @Command(
            name = "tracker",
            description =
                    "Measures trackers on recorded sequences: how well their boxes fit, how often they"
                            + " lose the target, and how long a frame takes.")
    static final class Tracker implements Callable<Integer> {
        /** Everything, {@code --help} among it, goes to the tracker's program. */
        @Unmatched private List<String> words = new ArrayList<>();

        @Override
        public Integer call() {
            return StageTool.run("tracker-proc", "bench", words);
        }
    }
}
