package org.catfollow.tracker;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.runtime.SettingsCheck;
import org.catfollow.runtime.StageContext;
import org.catfollow.runtime.StageProcess;
import org.catfollow.shm.layout.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tracker-proc}: frame ring and detections to track. */
@Command(
        name = "tracker-proc",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = "Follows the target on every frame, between the detector's answers.",
        subcommands = {BenchCommand.class, TrackCommand.class})
public final class TrackerCommand implements Callable<Integer>, SettingsCheck {
    @Mixin private TrackerOptions options;
    @Mixin private RegionOptions.Stage stage;

    /** Starts the stage. */
    public static void main(String[] args) {
        if (isStage(args)) {
            WarmUp.begin();
        }
        ProcessExit.runAndExit(new TrackerCommand(), args);
    }

    /** Commands warm up what they measure, or nothing. */
    private static boolean isStage(String[] args) {
        return Arrays.stream(args)
                .noneMatch(Set.of("bench", "track", "--help", "-h", "--version", "-V")::contains);
    }

    @Override
    public void checkSettings() {
        options.toConfig();
    }

    @Override
    public Integer call() {
        TrackerConfig config = options.toConfig();
        return StageProcess.run(Role.TRACKER, stage, new Agents(config)::make);
    }

    /**
     * Makes the agent of each attached region. A box given by hand is the first one's alone: on a
     * region made anew the target is somewhere else.
     */
    private static final class Agents {
        private TrackerConfig config;

        Agents(TrackerConfig config) {
            this.config = config;
        }

        TrackerAgent make(StageContext context) {
            TrackerAgent agent = new TrackerAgent(config, context);
            config = config.withoutInitBox();
            return agent;
        }
    }
}
