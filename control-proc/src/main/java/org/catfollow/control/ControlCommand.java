package org.catfollow.control;

import java.util.concurrent.Callable;
import org.catfollow.control.calibrate.CalibrateCommand;
import org.catfollow.control.calibrate.RegionHolder;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.runtime.SettingsCheck;
import org.catfollow.runtime.StageProcess;
import org.catfollow.runtime.journal.JournalOption;
import org.catfollow.runtime.journal.TransitionJournal;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.RegionFiles;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code control-proc}: track slot to wheels. */
@Command(
        name = "control-proc",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = "Decides what the robot does and drives it after the target.",
        subcommands = CalibrateCommand.class)
public final class ControlCommand implements Callable<Integer>, SettingsCheck, RegionHolder {
    @Mixin private ControlOptions options;
    @Mixin private JournalOption journalOption;
    @Mixin private RegionOptions.Stage stage;

    /** Starts the stage. */
    public static void main(String[] args) {
        ProcessExit.runAndExit(new ControlCommand(), args);
    }

    @Override
    public RegionFiles regionFiles() {
        return stage.files();
    }

    @Override
    public void checkSettings() {
        options.toConfig();
    }

    @Override
    public Integer call() {
        ControlConfig config = options.toConfig();
        HeldStop heldStop = new HeldStop();
        // Outlives a region: what happened when one was lost is wanted most.
        try (TransitionJournal journal =
                journalOption.open(LoggerFactory.getLogger(Role.CONTROL.stageName())::warn)) {
            return StageProcess.run(
                    Role.CONTROL,
                    stage,
                    context -> new ControlAgent(config, heldStop, journal, context));
        }
    }
}
