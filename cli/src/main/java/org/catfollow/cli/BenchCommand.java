package org.catfollow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

/** {@code cat-follow bench}: how fast and how good the robot and its parts are on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how fast and how good the robot and its parts are on this machine.",
            "Without a command: the ring, as `bench ring` without flags."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            BenchCommand.Ring.class,
            PipelineCommand.class,
            BenchCommand.Detector.class,
            BenchCommand.Tracker.class
        })
final class BenchCommand implements Callable<Integer> {
    private static final String RING = "bench-proc";

    @ParentCommand private CatFollowCommand parent;

    /** Returns the command that this one belongs to. */
    CatFollowCommand root() {
        return parent;
    }

    @Override
    public Integer call() {
        return StageTool.run(RING, List.of());
    }

    /** {@code cat-follow bench ring}: the program that may write a ring. */
    @Command(
            name = "ring",
            description =
                    "Measures how long a frame takes from one process into others, beside the same"
                            + " protocol in C and other transports.")
    static final class Ring implements Callable<Integer> {
        /** Everything, {@code --help} among it, goes to that program. */
        @Unmatched private List<String> words = new ArrayList<>();

        @Override
        public Integer call() {
            return StageTool.run(RING, words);
        }
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
