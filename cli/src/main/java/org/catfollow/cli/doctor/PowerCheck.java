package org.catfollow.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the Pi is slowed down for want of voltage or for heat, and how warm it is. */
public final class PowerCheck implements Check {
    private static final String SUBJECT = "throttling";

    /** The firmware's bits: now, and 16 higher since it was switched on. */
    private static final List<String> MEANINGS =
            List.of("voltage too low", "frequency limited", "throttled", "soft temperature limit");

    private static final int SINCE = 16;
    private static final double HOT_DEGREES = 80;

    private final Path root;
    private final Supplier<Optional<String>> vcgencmd;

    /**
     * Makes the check.
     *
     * @param root of the file system, for tests another folder
     * @param vcgencmd what {@code vcgencmd get_throttled} prints, where there is one
     */
    public PowerCheck(Path root, Supplier<Optional<String>> vcgencmd) {
        this.root = root;
        this.vcgencmd = vcgencmd;
    }

    @Override
    public List<Finding> look() {
        return List.of(throttling(), temperature());
    }

    private Finding throttling() {
        Optional<String> text =
                read("sys/devices/platform/soc/soc:firmware/get_throttled")
                        .or(() -> vcgencmd.get().map(it -> it.replaceFirst(".*throttled=0x", "")));
        if (text.isEmpty()) {
            return Finding.absent(SUBJECT, "no Raspberry Pi firmware to ask");
        }
        long bits;
        try {
            bits = Long.parseLong(text.get().strip(), 16);
        } catch (NumberFormatException e) {
            return Finding.unknown(SUBJECT, "the firmware says '" + text.get().strip() + "'");
        }
        List<String> now = meanings(bits);
        List<String> before = meanings(bits >> SINCE);
        String what =
                "; a supply of 5.1 V and 3 A, charged batteries, and air for the processor help";
        if (!now.isEmpty()) {
            return Finding.bad(SUBJECT, "now: " + String.join(", ", now) + what);
        }
        return before.isEmpty()
                ? Finding.ok(SUBJECT, "not since it was switched on")
                : Finding.careful(
                        SUBJECT,
                        "not now; since it was switched on: " + String.join(", ", before) + what);
    }

    private static List<String> meanings(long bits) {
        List<String> meanings = new ArrayList<>();
        for (int i = 0; i < MEANINGS.size(); i++) {
            if ((bits >> i & 1) != 0) {
                meanings.add(MEANINGS.get(i));
            }
        }
        return meanings;
    }

    private Finding temperature() {
        Optional<String> text = read("sys/class/thermal/thermal_zone0/temp");
        if (text.isEmpty() || !text.get().strip().matches("-?[0-9]{1,7}")) {
            return Finding.absent("temperature", "no /sys/class/thermal/thermal_zone0");
        }
        double degrees = Integer.parseInt(text.get().strip()) / 1000.0;
        String said = String.format(Locale.ROOT, "%.1f degrees C", degrees);
        return degrees < HOT_DEGREES
                ? Finding.ok("temperature", said)
                : Finding.careful("temperature", said + "; from 85 on a Pi slows down: more air");
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(root.resolve(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
