package org.catfollow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code cat-follow detect}: the detector's own command of that name. */
@Command(
        name = "detect",
        description = "Looks at pictures with a model as the robot does, and says what it finds.")
final class DetectCommand implements Callable<Integer> {
    /** Everything, {@code --help} among it, goes to the detector's program. */
    @Unmatched private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        return StageTool.run("detector-proc", "detect", words);
    }
}
