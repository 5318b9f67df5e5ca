package org.catfollow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code cat-follow model}: the detector's own command of that name. */
@Command(
        name = "model",
        description = "Lists models, fetches them, and looks into them: list, fetch, info.")
final class ModelCommand implements Callable<Integer> {
    /** Everything, {@code --help} among it, goes to the detector's program. */
    @Unmatched private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        return StageTool.run("detector-proc", "model", words);
    }
}
