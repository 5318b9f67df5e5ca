package org.catfollow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code cat-follow replay}: the program of that name, which knows the stages. */
@Command(
        name = "replay",
        description =
                "Runs a recording again through the stages' own code; --compare names the first"
                        + " frame whose output differs.")
final class ReplayCommand implements Callable<Integer> {
    /** Everything, {@code --help} among it, goes to that program. */
    @Unmatched private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        return StageTool.run("replay-proc", words);
    }
}
