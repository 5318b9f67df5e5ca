package org.catfollow.cli.drive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;

/** One line for each frame of a drive, as CSV, for whoever wants to see how it came about. One thread. */
final class DriveTrace {
    private static final String HEADING =
            "seconds,frame,state,reason,limit,speedCommand,steeringCommand,panCommand,tiltCommand,"
                    + "speed,x,y,heading,echo,clearance,nearest,touches,cat,error";

    private final List<String> lines = new ArrayList<>(List.of(HEADING));

    /** Adds a frame; {@code error} is NaN where the cat is not seen. */
    void add(
            double seconds,
            long frameId,
            ControlStatus told,
            SimulatedCarState car,
            SimulatedSensors sensed,
            double error) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%.3f,%d,%s,%s,%s,%.4f,%.3f,%.3f,%.3f,%.4f,%.4f,%.4f,%.2f,%s,%.4f,%s,%d,%s,%s",
                        seconds,
                        frameId,
                        told.state,
                        told.reason,
                        told.limit,
                        told.speedMetresPerSecond,
                        told.steeringDegrees,
                        told.panDegrees,
                        told.tiltDegrees,
                        car.speedMetresPerSecond,
                        car.xMetres,
                        car.yMetres,
                        car.headingDegrees,
                        known(sensed.echoMetres, sensed.echoMetres != SimulatedSensors.NO_ECHO),
                        sensed.clearanceMetres,
                        sensed.nearest,
                        sensed.touches,
                        known(sensed.catMetres, sensed.catMetres < Float.MAX_VALUE),
                        known(error, !Double.isNaN(error))));
    }

    private static String known(double value, boolean isKnown) {
        return isKnown ? String.format(Locale.ROOT, "%.4f", value) : "";
    }

    /** Returns heading and lines. */
    List<String> lines() {
        return List.copyOf(lines);
    }
}
