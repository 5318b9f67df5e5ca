package org.catfollow.cli;

import java.nio.file.Files;
import java.time.Duration;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code cat-follow region}: what the launcher does with the region file. */
@Command(
        name = "region",
        mixinStandardHelpOptions = true,
        description = "Makes the region file (stages do when there is none).",
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
            description =
                    "Makes the region, its space allocated for real; one that nobody uses is made"
                            + " anew.")
    static final class Create implements Runnable {
        private static final Duration TIMEOUT = Duration.ofSeconds(5);

        @CommandLine.ParentCommand private RegionCommand region;
        @CommandLine.Mixin private RegionOptions.Creation creation;

        @CommandLine.Option(
                names = "--stopped",
                description =
                        "In the place of one that was lost: the robot stands until `send resume`, or"
                                + " until a control that knows better attaches.")
        private boolean stopped;

        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            RegionFiles files = region.parent.files();
            Geometry geometry = creation.geometry();
            if (Files.exists(files.region())) {
                // One of ours that nobody uses is of an earlier run: its counts and its STOP are
                // too.
                // Anything else is refused here, with its reason.
                Region.attach(files, Duration.ZERO).close();
                RegionCreator.removeIfUnused(files);
            }
            boolean made =
                    stopped
                            ? RegionCreator.replaceLost(files, geometry, TIMEOUT)
                            : RegionCreator.createIfMissing(files, geometry, TIMEOUT);
            try (Region attached = Region.attach(files, TIMEOUT)) {
                if (!attached.geometry().equals(geometry)) {
                    throw new RegionException(
                            "cannot create region "
                                    + files.region()
                                    + ": it is in use with "
                                    + sizeOf(attached.geometry())
                                    + ", asked for are "
                                    + sizeOf(geometry)
                                    + "; end the stages that use it, or use another --name");
                }
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%s %s (%.1f MB)%n",
                                made ? "made" : "found",
                                files.region(),
                                geometry.totalBytes() / 1048576.0);
                spec.commandLine().getOut().flush();
            }
        }

        private static String sizeOf(Geometry geometry) {
            return geometry.slotCount()
                    + " slots of "
                    + geometry.maxWidthPixels()
                    + "x"
                    + geometry.maxHeightPixels();
        }
    }
}
