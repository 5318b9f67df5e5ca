package org.catfollow.capture;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.catfollow.capture.source.CameraList;
import org.catfollow.capture.source.Programs;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.runtime.SettingsCheck;
import org.catfollow.runtime.StageArguments;
import org.catfollow.runtime.StageProcess;
import org.catfollow.runtime.journal.JournalOption;
import org.catfollow.runtime.journal.StageJournal;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.layout.Role;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code capture-proc}: camera to frame ring. */
@Command(
        name = "capture-proc",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = "Writes frames from a source into the ring, each once, in place.")
public final class CaptureCommand implements Callable<Integer>, SettingsCheck {
    @Mixin private CaptureOptions options;
    @Mixin private JournalOption journalOption;
    @Mixin private RegionOptions.Stage stage;
    @Spec private CommandSpec spec;

    /** Starts the stage. */
    public static void main(String[] args) {
        ProcessExit.runStageAndExit(new CaptureCommand(), args);
    }

    @Override
    public void checkSettings() {
        options.toConfig();
    }

    @Override
    public Integer call() {
        if (options.listCameras()) {
            PrintWriter out = spec.commandLine().getOut();
            CameraList.ofThisMachine(Programs.onPath()).lines().forEach(out::println);
            out.flush();
            return ExitCode.DONE.code();
        }
        CaptureConfig config = options.toConfig();
        if (config.needsOpenCv()) {
            // Beside the journal's opening and the attaching.
            NativeLibraries.loadOpenCvEarly();
        }
        List<String> words = StageArguments.of(spec);
        try (StageJournal journal =
                journalOption.open(
                        Role.CAPTURE.stageName(),
                        LoggerFactory.getLogger(Role.CAPTURE.stageName())::warn)) {
            return StageProcess.run(
                    Role.CAPTURE,
                    stage,
                    context -> new CaptureAgent(config, new FrameJournal(journal, words), context));
        }
    }
}
