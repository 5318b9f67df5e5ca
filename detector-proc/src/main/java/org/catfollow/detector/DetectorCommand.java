package org.catfollow.detector;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import org.catfollow.detector.change.TrialGuard;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.runtime.SettingsCheck;
import org.catfollow.runtime.StageArguments;
import org.catfollow.runtime.StageProcess;
import org.catfollow.runtime.Subcommands;
import org.catfollow.runtime.journal.JournalOption;
import org.catfollow.runtime.journal.StageJournal;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.layout.Role;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code detector-proc}: frame ring to detection slot. */
@Command(
        name = "detector-proc",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = "Finds the cat in frames of the ring, the newest first.")
@Subcommands({BenchCommand.class, DetectCommand.class, ModelCommand.class})
public final class DetectorCommand implements Callable<Integer>, SettingsCheck {
    @Mixin private DetectorOptions options;
    @Mixin private JournalOption journalOption;
    @Mixin private RegionOptions.Stage stage;

    @Option(
            names = "--smoketest",
            description =
                    "Load the native libraries and the model, look at a drawn picture, and end.")
    private boolean smokeTest;

    @Option(names = "--trial", hidden = true, description = "End when standard input does.")
    private boolean trial;

    @Spec private CommandSpec spec;

    /** Starts the stage. */
    public static void main(String[] args) {
        if (needsOpenCv(args)) {
            NativeLibraries.loadOpenCvEarly();
        }
        ProcessExit.runStageAndExit(new DetectorCommand(), args);
    }

    /** Without a model it is not needed, nor by what only looks at files. */
    private static boolean needsOpenCv(String[] args) {
        return Arrays.stream(args)
                .noneMatch(
                        Set.of("--model=none", "none", "model", "--help", "-h", "--version", "-V")
                                ::contains);
    }

    @Override
    public void checkSettings() {
        options.toConfig();
    }

    @Override
    public Integer call() {
        if (trial) {
            TrialGuard.endWithStandardInput();
        }
        DetectorConfig config = options.toConfig();
        if (smokeTest) {
            spec.commandLine().getOut().println(SmokeTest.run(config));
            spec.commandLine().getOut().flush();
            return ExitCode.DONE.code();
        }
        // Before the region is touched: an unusable model leaves nothing behind.
        try (StageJournal outputs =
                        journalOption.open(
                                Role.DETECTOR.stageName(),
                                LoggerFactory.getLogger(Role.DETECTOR.stageName())::warn);
                ModelInForce model =
                        ModelInForce.open(
                                config, new DetectionJournal(outputs, StageArguments.of(spec)))) {
            return StageProcess.run(
                    Role.DETECTOR, stage, context -> new ModelSwitch(model, context));
        }
    }
}
