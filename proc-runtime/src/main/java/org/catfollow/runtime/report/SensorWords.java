package org.catfollow.runtime.report;

import java.util.Locale;
import org.catfollow.shm.slots.Sensors;

/** What the car's sensors say, in words for people. Any thread. */
public final class SensorWords {
    private SensorWords() {}

    /** Returns the distance ahead in words; no echo is no distance. */
    public static String distance(Sensors sensors) {
        return sensors.distanceMetres < 0
                ? sensors.echo.name()
                : String.format(Locale.ROOT, "%s %.2f m", sensors.echo, sensors.distanceMetres);
    }

    /** Returns the battery in words. */
    public static String battery(Sensors sensors) {
        return sensors.batteryVolts <= 0
                ? sensors.battery.name()
                : String.format(Locale.ROOT, "%s %.2f V", sensors.battery, sensors.batteryVolts);
    }
}
