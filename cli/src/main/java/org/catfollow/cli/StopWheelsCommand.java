package org.catfollow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cat-follow stop-wheels}: the motors told to stand by the guard's program, without a region. */
@Command(
        name = "stop-wheels",
        mixinStandardHelpOptions = true,
        description =
                "Tells the motors to stand, once, past everything else: when nothing runs any more and"
                        + " they still turn. A robot that runs is stopped with `send stop`.")
final class StopWheelsCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FLAG",
            arity = "0..*",
            description = "After --: the guard's flags, such as --car picar-x; else as configured.")
    private List<String> flags = new ArrayList<>();

    @CommandLine.ParentCommand private CatFollowCommand parent;

    @Override
    public Integer call() {
        List<String> words = new ArrayList<>();
        if (!parent.config().isEmpty()) {
            words.addAll(List.of("--config", parent.config()));
        }
        words.addAll(flags);
        String first = words.isEmpty() ? "stop-wheels" : words.remove(0);
        if (!first.equals("stop-wheels")) {
            words.add("stop-wheels");
        }
        return StageTool.run("guard-proc", first, words);
    }
}
