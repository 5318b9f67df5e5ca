package org.catfollow.control.car.picarx;

import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** Looks whether this machine has the HAT's I2C bus at all, before Pi4J is asked. */
final class I2cBusFiles {
    private static final String BUS = "i2c-1";

    private I2cBusFiles() {}

    /**
     * Refuses a machine without the bus, or a user without access to it.
     *
     * @throws StageFailure with the hardware exit code, in one line: what is missing, and what to do
     */
    static void check() {
        check(Path.of("/sys/bus/i2c/devices"), Path.of("/dev"));
    }

    /** As {@link #check()}, with other folders. */
    static void check(Path devices, Path nodes) {
        Path node = nodes.resolve(BUS);
        if (!Files.isDirectory(devices.resolve(BUS)) || !Files.exists(node)) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    "no I2C bus for the Robot HAT: "
                            + node
                            + " is missing; on a Raspberry Pi switch it on with `sudo raspi-config"
                            + " nonint do_i2c 0` (the line dtparam=i2c_arm=on in config.txt) and"
                            + " restart; elsewhere use --car simulated");
        }
        if (!Files.isReadable(node) || !Files.isWritable(node)) {
            String user = System.getProperty("user.name");
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    "user "
                            + user
                            + " may not use the Robot HAT's I2C bus "
                            + node
                            + "; `sudo usermod -aG i2c,gpio "
                            + user
                            + "`, then log in again");
        }
    }
}
