package org.catfollow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

/** {@code cat-follow calibrate}: control's own command of that name, which knows the car's file. */
@Command(
        name = "calibrate",
        description = "Leads through the calibration of the car, and keeps it.")
final class CalibrateCommand implements Callable<Integer> {
    @ParentCommand private CatFollowCommand parent;

    /** Everything, {@code --help} among it, goes to control's program. */
    @Unmatched private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        // The flag for it is ours, and was taken out of the words.
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--region", parent.files().region().toString()));
        return StageTool.run("control-proc", "calibrate", all);
    }
}
