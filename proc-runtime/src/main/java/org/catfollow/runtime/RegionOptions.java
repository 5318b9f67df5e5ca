package org.catfollow.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.catfollow.runtime.config.ConfigLocation;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.region.RegionFiles;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The flags by which every process finds its region. A picocli mixin. */
public final class RegionOptions {
    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            scope = CommandLine.ScopeType.INHERIT,
            description =
                    "Instance: its region is /dev/shm/cat-follow-NAME (default: no name);"
                            + " CAT_FOLLOW_SHM_DIR names another folder.")
    private String name = "";

    @Option(
            names = "--region",
            paramLabel = "PATH",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Region file, in place of the one that --name means.")
    private Path region;

    /** Read before the command line is parsed (ProcessExit); here for the help, and to be allowed. */
    @Option(
            names = ConfigLocation.FLAG,
            paramLabel = "FILE",
            scope = CommandLine.ScopeType.INHERIT,
            description =
                    "Configuration file, or none (default: CAT_FOLLOW_CONFIG, else"
                            + " ~/.config/cat-follow/cat-follow.conf, else"
                            + " /etc/cat-follow/cat-follow.conf).")
    private String config = "";

    /** Returns the configuration file that the command line names; empty where it names none. */
    public String config() {
        return config;
    }

    /** Returns the instance's name, if one was given. */
    public Optional<String> instanceName() {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** Returns whether the region is named by its path: which instance it is of is not known then. */
    public boolean isGivenByPath() {
        return region != null;
    }

    /** Returns where the region is. */
    public RegionFiles files() {
        try {
            return region != null ? new RegionFiles(region) : RegionFiles.named(folder(), name);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--name: " + e.getMessage());
        }
    }

    /** The launcher's word for machines without a usable /dev/shm, heard by everybody. */
    private static Path folder() {
        String folder = System.getenv("CAT_FOLLOW_SHM_DIR");
        return folder == null || folder.isEmpty() ? RegionFiles.DEFAULT_FOLDER : Path.of(folder);
    }

    /** The flags of a process that makes the region when it is missing. A picocli mixin. */
    public static final class Creation {
        @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
        private CommandLine.Model.CommandSpec spec;

        @Option(
                names = "--slots",
                paramLabel = "N",
                description =
                        "Frames in the ring, a power of two, when the region is made (default:"
                                + " ${DEFAULT-VALUE}).")
        private int slots = Geometry.DEFAULT.slotCount();

        @Option(
                names = "--slot-width",
                paramLabel = "PIXELS",
                description = "Widest frame, when the region is made (default: ${DEFAULT-VALUE}).")
        private int slotWidth = Geometry.DEFAULT.maxWidthPixels();

        @Option(
                names = "--slot-height",
                paramLabel = "PIXELS",
                description = "Highest frame, when the region is made (default: ${DEFAULT-VALUE}).")
        private int slotHeight = Geometry.DEFAULT.maxHeightPixels();

        /** Returns the geometry asked for. */
        public Geometry geometry() {
            try {
                return new Geometry(slots, slotWidth, slotHeight);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--slots, --slot-width, --slot-height: " + e.getMessage());
            }
        }
    }

    /** The flags of a stage. A picocli mixin. */
    public static final class Stage {
        @CommandLine.Mixin private RegionOptions region;
        @CommandLine.Mixin private Creation creation;

        @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
        private CommandLine.Model.CommandSpec spec;

        @Option(
                names = "--attach-timeout",
                paramLabel = "MS",
                description =
                        "How long to wait for a region that is being made, milliseconds (default:"
                                + " ${DEFAULT-VALUE}).")
        private int attachTimeoutMillis = 5000;

        @Option(
                names = "--ready-pipe",
                paramLabel = "PATH",
                hidden = true,
                description = "Named pipe that is told when the stage works.")
        private Path readyPipe;

        @Option(
                names = "--new-region",
                hidden = true,
                description =
                        "The launcher made no region: one that is missing was not lost, and is made"
                                + " without a STOP.")
        private boolean newRegion;

        /** Returns where the region is. */
        public RegionFiles files() {
            return region.files();
        }

        Geometry geometry() {
            return creation.geometry();
        }

        Duration attachTimeout() {
            if (attachTimeoutMillis < 0) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--attach-timeout must be 0 or more, not " + attachTimeoutMillis);
            }
            return Duration.ofMillis(attachTimeoutMillis);
        }

        Path readyPipe() {
            return readyPipe;
        }

        /** Returns whether no region was made before this stage, so that a missing one is not lost. */
        boolean isRegionNew() {
            return newRegion;
        }
    }
}
