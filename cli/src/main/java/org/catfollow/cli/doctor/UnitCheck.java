package org.catfollow.cli.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the unit that runs the instance keeps what the robot needs: its file in {@code /dev/shm}, its
 * cameras and its bus (systemd.exec(5)).
 */
public final class UnitCheck implements Check {
    /** What {@code systemctl show} is to be asked for. */
    public static final String PROPERTIES = "LoadState,User,RemoveIPC,PrivateDevices,PrivateTmp";

    private final String unit;
    private final Supplier<Optional<String>> show;

    /**
     * Makes the check.
     *
     * @param unit its name
     * @param show what {@code systemctl show} says of {@link #PROPERTIES}, if it can be asked
     */
    public UnitCheck(String unit, Supplier<Optional<String>> show) {
        this.unit = unit;
        this.show = show;
    }

    @Override
    public List<Finding> look() {
        Map<String, String> properties = new HashMap<>();
        show.get()
                .ifPresent(
                        text ->
                                text.lines()
                                        .filter(line -> line.indexOf('=') > 0)
                                        .forEach(
                                                line -> {
                                                    int at = line.indexOf('=');
                                                    properties.put(
                                                            line.substring(0, at),
                                                            line.substring(at + 1));
                                                }));
        if (!"loaded".equals(properties.get("LoadState"))) {
            return List.of(Finding.ok(unit, "not installed; the robot is started by hand"));
        }
        List<Finding> findings = new ArrayList<>();
        boolean root = properties.getOrDefault("User", "").isEmpty();
        if ("yes".equals(properties.get("RemoveIPC")) && !root) {
            findings.add(
                    Finding.bad(
                            unit,
                            "RemoveIPC=yes deletes the region when a unit of the same user stops;"
                                    + " set RemoveIPC=no"));
        }
        if ("yes".equals(properties.get("PrivateDevices"))) {
            findings.add(
                    Finding.bad(
                            unit,
                            "PrivateDevices=yes hides cameras, I2C and GPIO; set"
                                    + " PrivateDevices=no"));
        }
        if (findings.isEmpty()) {
            boolean privateTmp = "yes".equals(properties.get("PrivateTmp"));
            findings.add(
                    Finding.ok(
                            unit,
                            "keeps its memory and its devices"
                                    + (privateTmp
                                            ? "; has a /tmp of its own (no pictures from /tmp)"
                                            : "")));
        }
        return findings;
    }
}
