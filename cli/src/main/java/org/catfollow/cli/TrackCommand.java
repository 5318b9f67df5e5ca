package org.catfollow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code cat-follow track}: the tracker's own command of that name. */
@Command(
        name = "track",
        description =
                "Follows one target through a folder of pictures with the robot's own tracker, and"
                        + " writes its boxes.")
final class TrackCommand implements Callable<Integer> {
    /** Everything, {@code --help} among it, goes to the tracker's program. */
    @Unmatched private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        return StageTool.run("tracker-proc", "track", words);
    }
}
