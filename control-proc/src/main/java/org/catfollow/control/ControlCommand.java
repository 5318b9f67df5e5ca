package org.catfollow.control;

import java.util.concurrent.Callable;
import org.catfollow.control.calibrate.CalibrateCommand;
import org.catfollow.control.calibrate.RegionHolder;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.runtime.SettingsCheck;
import org.catfollow.runtime.StageArguments;
import org.catfollow.runtime.StageProcess;
import org.catfollow.runtime.Subcommands;
import org.catfollow.runtime.journal.JournalOption;
import org.catfollow.runtime.journal.StageJournal;
import org.catfollow.runtime.journal.TransitionJournal;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.RegionFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code control-proc}: track slot to wheels. */
@Command(
        name = "control-proc",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = "Decides what the robot does and drives it after the target.")
@Subcommands(CalibrateCommand.class)
public final class ControlCommand implements Callable<Integer>, SettingsCheck, RegionHolder {
    @Mixin private ControlOptions options;
    @Mixin private JournalOption journalOption;
    @Mixin private RegionOptions.Stage stage;
    @Spec private CommandSpec spec;

    /** Starts the stage. */
    public static void main(String[] args) {
        ProcessExit.runStageAndExit(new ControlCommand(), args);
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
        Logger log = LoggerFactory.getLogger(Role.CONTROL.stageName());
        try (TransitionJournal journal = journalOption.openTransitions(log::warn);
                StageJournal outputs = journalOption.open(Role.CONTROL.stageName(), log::warn)) {
            PeriodJournal periods = new PeriodJournal(outputs, StageArguments.of(spec));
            return StageProcess.run(
                    Role.CONTROL,
                    stage,
                    context -> new ControlAgent(config, heldStop, journal, periods, context));
        }
    }
}
