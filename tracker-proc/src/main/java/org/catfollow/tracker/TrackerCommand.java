package org.catfollow.tracker;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.runtime.SettingsCheck;
import org.catfollow.runtime.StageArguments;
import org.catfollow.runtime.StageContext;
import org.catfollow.runtime.StageProcess;
import org.catfollow.runtime.Subcommands;
import org.catfollow.runtime.journal.JournalOption;
import org.catfollow.runtime.journal.StageJournal;
import org.catfollow.shm.layout.Role;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tracker-proc}: frame ring and detections to track. */
@Command(
        name = "tracker-proc",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = "Follows the target on every frame, between the detector's answers.")
@Subcommands({BenchCommand.class, TrackCommand.class})
public final class TrackerCommand implements Callable<Integer>, SettingsCheck {
    @Mixin private TrackerOptions options;
    @Mixin private JournalOption journalOption;
    @Mixin private RegionOptions.Stage stage;
    @Spec private CommandSpec spec;

    /** Starts the stage. */
    public static void main(String[] args) {
        if (isStage(args)) {
            WarmUp.begin();
        }
        ProcessExit.runStageAndExit(new TrackerCommand(), args);
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
        try (StageJournal journal =
                journalOption.open(
                        Role.TRACKER.stageName(),
                        LoggerFactory.getLogger(Role.TRACKER.stageName())::warn)) {
            TrackJournal tracks = new TrackJournal(journal, StageArguments.of(spec));
            return StageProcess.run(Role.TRACKER, stage, new Agents(config, tracks)::make);
        }
    }

    /**
     * Makes the agent of each attached region. A box given by hand is the first one's alone: on a
     * region made anew the target is somewhere else.
     */
    private static final class Agents {
        private final TrackJournal journal;
        private TrackerConfig config;

        Agents(TrackerConfig config, TrackJournal journal) {
            this.config = config;
            this.journal = journal;
        }

        TrackerAgent make(StageContext context) {
            TrackerAgent agent = new TrackerAgent(config, journal, context);
            config = config.withoutInitBox();
            return agent;
        }
    }
}
