package org.catfollow.capture;

import java.util.concurrent.Callable;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.runtime.StageProcess;
import org.catfollow.shm.layout.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code capture-proc}: camera to frame ring. */
@Command(
        name = "capture-proc",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = "Writes frames from a source into the ring, each once, in place.")
public final class CaptureCommand implements Callable<Integer> {
    @Mixin private CaptureOptions options;
    @Mixin private RegionOptions.Stage stage;

    /** Starts the stage. */
    public static void main(String[] args) {
        ProcessExit.runAndExit(new CaptureCommand(), args);
    }

    @Override
    public Integer call() {
        CaptureConfig config = options.toConfig();
        return StageProcess.run(Role.CAPTURE, stage, context -> new CaptureAgent(config, context));
    }
}
