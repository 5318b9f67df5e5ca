package org.catfollow.cli;

import java.nio.file.Path;
import org.catfollow.cli.algo.InitCommand;
import org.catfollow.cli.algo.PackageCommand;
import org.catfollow.cli.algo.RobotFolders;
import org.catfollow.cli.algo.RunCommand;
import org.catfollow.cli.algo.ValidateCommand;
import org.catfollow.shm.region.RegionFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code cat-follow algo}: algorithms of other people, in any language, on pictures of the robot. */
@Command(
        name = "algo",
        mixinStandardHelpOptions = true,
        description = {
            "Makes, tries, runs and packages algorithms: programs of your own, in Java, Python or any"
                    + " other language, that are handed pictures one by one.",
            "Each runs in a process of its own; docs/other-programs.md says how they are asked."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            InitCommand.class,
            ValidateCommand.class,
            RunCommand.class,
            PackageCommand.class
        })
final class AlgoCommand implements Runnable, RobotFolders {
    @ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "a command is missing, one of: " + String.join(", ", spec.subcommands().keySet()));
    }

    @Override
    public RegionFiles files() {
        return parent.files();
    }

    @Override
    public Path stateFolder() {
        return parent.stateFolder();
    }
}
