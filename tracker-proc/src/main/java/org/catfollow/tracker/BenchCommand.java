package org.catfollow.tracker;

import java.util.List;
import java.util.concurrent.Callable;
import org.catfollow.runtime.ExitCode;
import org.catfollow.tracker.sequence.BenchOptions;
import org.catfollow.tracker.sequence.Contender;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench}: how well and how fast trackers follow through recorded sequences. No region needed. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures trackers on recorded sequences: how well their boxes fit, how often they"
                        + " lose the target, and how long a frame takes.")
final class BenchCommand implements Callable<Integer> {
    @Mixin private BenchOptions options;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        options.run(BenchCommand::others, spec.commandLine().getOut());
        return ExitCode.DONE.code();
    }

    /** Other people's trackers are not shipped: {@code bench/tracker.sh} has them. */
    private static List<Contender> others() {
        return List.of();
    }
}
