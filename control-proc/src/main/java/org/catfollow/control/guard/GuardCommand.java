package org.catfollow.control.guard;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.catfollow.control.car.CarKind;
import org.catfollow.control.car.WheelsKey;
import org.catfollow.control.car.picarx.Hats;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.runtime.SettingsCheck;
import org.catfollow.runtime.StageProcess;
import org.catfollow.runtime.Subcommands;
import org.catfollow.shm.layout.Role;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code guard-proc}: holds the wheels at zero while control does not live. */
@Command(
        name = "guard-proc",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = "Watches control, and holds the wheels at zero while it does not live.")
@Subcommands(StopWheelsCommand.class)
public final class GuardCommand implements Callable<Integer>, SettingsCheck {
    @Mixin private GuardOptions options;
    @Mixin private RegionOptions.Stage stage;

    /** Starts the stage. */
    public static void main(String[] args) {
        ProcessExit.runStageAndExit(new GuardCommand(), args);
    }

    @Override
    public void checkSettings() {
        options.toConfig();
    }

    @Override
    public Integer call() {
        GuardConfig config = options.toConfig();
        GuardDuty duty =
                new GuardDuty(config.silent().toNanos(), WheelsKey.of(config.car(), config.hat()));
        // Before the region: who cannot reach the wheels is no guard, and says so at once.
        Wheels wheels = wheelsOf(config);
        try {
            return StageProcess.run(
                    Role.GUARD, stage, context -> new GuardAgent(config, duty, wheels, context));
        } finally {
            letGo(wheels);
        }
    }

    GuardConfig config() {
        return options.toConfig();
    }

    static Wheels wheelsOf(GuardConfig config) {
        return config.car() == CarKind.SIMULATED
                ? Wheels.NONE
                : new HatWheels(Hats.openBus(config.hat()));
    }

    private static void letGo(Wheels wheels) {
        try {
            wheels.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(Role.GUARD.stageName())
                    .warn("the HAT was not let go of: {}", e.getMessage());
        }
    }
}
