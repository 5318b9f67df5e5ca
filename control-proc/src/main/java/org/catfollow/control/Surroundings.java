package org.catfollow.control;

import org.catfollow.control.car.SensorReadings;
import org.catfollow.control.sensing.BatterySense;
import org.catfollow.control.sensing.EchoSense;
import org.catfollow.control.sensing.FloorSense;
import org.catfollow.control.settings.ObstacleSettings;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.Sensors;

/**
 * From the raw readings of a car's sensors to what they mean. One instance for one car; allocates nothing,
 * belongs to the control thread. Pure: time comes in as a parameter.
 */
final class Surroundings {
    private final EchoSense echo;
    private final FloorSense floor = new FloorSense();
    private final BatterySense battery = new BatterySense();

    Surroundings(ObstacleSettings settings) {
        echo = new EchoSense(settings);
    }

    /**
     * Looks at one period.
     *
     * @param hasSensors whether the car has any; without, all is {@code NONE} and limits nothing
     * @param readings what the sensors said last, raw
     * @param nowNanos when the period began
     * @param out takes what it means
     */
    void look(boolean hasSensors, SensorReadings readings, long nowNanos, Sensors out) {
        out.nanos = nowNanos;
        if (!hasSensors) {
            out.echo = EchoState.NONE;
            out.floor = FloorState.NONE;
            out.battery = BatteryState.NONE;
            return;
        }
        echo.look(readings.echoMetres, readings.echoNanos, nowNanos, out);
        floor.look(
                readings.grayscale,
                readings.cliffReference,
                readings.grayscaleEachNanos,
                nowNanos,
                out);
        battery.look(readings.batteryVolts, readings.batteryNanos, nowNanos, out);
    }
}
