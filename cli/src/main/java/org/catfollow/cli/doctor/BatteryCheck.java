package org.catfollow.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.Sensors;

/** What control last said about the battery. */
public final class BatteryCheck implements Check {
    private static final String SUBJECT = "battery";

    private final Optional<Sensors> sensors;

    /** Makes the check; {@code sensors} is what a running control says, if one runs. */
    public BatteryCheck(Optional<Sensors> sensors) {
        this.sensors = sensors;
    }

    @Override
    public List<Finding> look() {
        return List.of(finding());
    }

    private Finding finding() {
        if (sensors.isEmpty()) {
            return Finding.unknown(SUBJECT, "control does not run; it is the one that measures");
        }
        BatteryState state = sensors.get().battery;
        if (state == BatteryState.NONE) {
            return Finding.absent(SUBJECT, "the car that is driven measures none");
        }
        String text = String.format(Locale.ROOT, "%s, %.2f V", state, sensors.get().batteryVolts);
        return switch (state) {
            case GOOD -> Finding.ok(SUBJECT, text);
            case EMPTY -> Finding.bad(SUBJECT, text + "; the car does not drive: charge it");
            case UNKNOWN -> Finding.unknown(SUBJECT, "no reading is fresh enough to believe");
            default -> Finding.careful(SUBJECT, text + "; charge it");
        };
    }
}
