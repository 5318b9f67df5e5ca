package org.catfollow.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether the Robot HAT answers on the I2C bus, and its pins may be used. */
public final class HatCheck implements Check {
    private static final String BUS = "i2c";
    private static final String PINS = "gpio";

    /** Where the HAT's microcontroller may be. */
    public static final List<Integer> ADDRESSES = List.of(0x14, 0x15, 0x16);

    private final Path root;
    private final boolean needed;
    private final boolean busy;
    private final Function<Path, Optional<List<Integer>>> scan;

    /**
     * Makes the check.
     *
     * @param root of the file system, for tests another folder
     * @param needed whether the configured car has a HAT
     * @param busy whether control is at work on the bus: then nobody else writes to it
     * @param scan which of the HAT's addresses answer on a bus; empty where it cannot be opened
     */
    public HatCheck(
            Path root, boolean needed, boolean busy, Function<Path, Optional<List<Integer>>> scan) {
        this.root = root;
        this.needed = needed;
        this.busy = busy;
        this.scan = scan;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.add(bus());
        findings.add(pins());
        return findings;
    }

    private Finding bus() {
        Path device = root.resolve("dev/i2c-1");
        if (!Files.exists(device)) {
            return Finding.missing(
                    BUS,
                    needed,
                    "no /dev/i2c-1",
                    "sudo raspi-config nonint do_i2c 0, then restart the Pi");
        }
        if (busy) {
            return Finding.ok(BUS, "control is at work on it; looked at only while it is not");
        }
        Optional<List<Integer>> seen = scan.apply(device);
        if (seen.isEmpty()) {
            return Finding.missing(
                    BUS,
                    needed,
                    "/dev/i2c-1 cannot be opened",
                    "sudo usermod -aG i2c $USER, then log in anew");
        }
        String addresses =
                String.join(
                        ", ", seen.get().stream().map(it -> String.format("0x%02x", it)).toList());
        return seen.get().isEmpty()
                ? Finding.missing(
                        BUS,
                        needed,
                        "no HAT answers at 0x14, 0x15 or 0x16",
                        "is it on the pins, and its switch on?")
                : Finding.ok(BUS, "answers at " + addresses);
    }

    private Finding pins() {
        Path chip = root.resolve("dev/gpiochip0");
        if (!Files.exists(chip)) {
            return Finding.missing(
                    PINS,
                    needed,
                    "no /dev/gpiochip0",
                    "is this a Raspberry Pi with its own system?");
        }
        return Files.isWritable(chip)
                ? Finding.ok(PINS, "/dev/gpiochip0 may be used")
                : Finding.missing(
                        PINS,
                        needed,
                        "/dev/gpiochip0 is not yours to open",
                        "sudo usermod -aG gpio $USER, then log in anew");
    }
}
