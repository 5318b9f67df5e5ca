package org.catfollow.control;

import java.util.concurrent.Callable;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.runtime.StageProcess;
import org.catfollow.shm.layout.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code control-proc}: track slot to wheels. */
@Command(
        name = "control-proc",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = "Decides what the robot does and drives it after the target.")
public final class ControlCommand implements Callable<Integer> {
    @Mixin private ControlOptions options;
    @Mixin private RegionOptions.Stage stage;

    /** Starts the stage. */
    public static void main(String[] args) {
        ProcessExit.runAndExit(new ControlCommand(), args);
    }

    @Override
    public Integer call() {
        ControlConfig config = options.toConfig();
        HeldStop heldStop = new HeldStop();
        return StageProcess.run(
                Role.CONTROL, stage, context -> new ControlAgent(config, heldStop, context));
    }
}
