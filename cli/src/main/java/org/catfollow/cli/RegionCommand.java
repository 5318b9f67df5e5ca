package org.catfollow.cli;

import java.time.Duration;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code cat-follow region}: what the launcher does with the region file. */
@Command(
        name = "region",
        mixinStandardHelpOptions = true,
        description = "Makes the region file (the launcher does).",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = RegionCommand.Create.class)
final class RegionCommand implements Runnable {
    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a command is missing: create");
    }

    /** {@code region create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes the region, its space allocated for real, unless it is there.")
    static final class Create implements Runnable {
        private static final Duration TIMEOUT = Duration.ofSeconds(5);

        @CommandLine.ParentCommand private RegionCommand region;
        @CommandLine.Mixin private RegionOptions.Creation creation;
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            RegionFiles files = region.parent.files();
            boolean made = RegionCreator.createIfMissing(files, creation.geometry(), TIMEOUT);
            // One that was there may be of another layout: better said here than by every stage.
            try (Region attached = Region.attach(files, TIMEOUT)) {
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%s %s (%.1f MB)%n",
                                made ? "made" : "found",
                                files.region(),
                                attached.geometry().totalBytes() / 1048576.0);
            }
        }
    }
}
