package org.catfollow.cli.drive;

import java.util.Locale;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ObstacleKind;
import org.catfollow.shm.slots.SimulatedSensors;
import org.catfollow.shm.slots.SpeedLimit;

/**
 * When something was at its worst, and what the robot did then.
 *
 * @param kind what it was
 * @param value how bad, in the kind's unit
 * @param seconds since the drive's first picture
 * @param frameId the newest frame
 * @param state what control did
 * @param limit what held its speed down
 * @param speed that the car had, metres a second
 * @param echo what its sensor heard, metres, or {@link SimulatedSensors#NO_ECHO}
 * @param nearest what its body was nearest to
 * @param clearance how near, metres
 */
record Moment(
        Kind kind,
        double value,
        double seconds,
        long frameId,
        ControlState state,
        SpeedLimit limit,
        double speed,
        double echo,
        ObstacleKind nearest,
        double clearance) {
    /** What can be at its worst. */
    enum Kind {
        /** The body touched something; the value is how deep, metres. */
        TOUCH("touched %2$s", "m"),
        /** The body was nearest to a cat while the car drove; the value is how near, metres. */
        CAT("nearest to the cat while driving: %1$.2f m", "m"),
        /** The cat's centre was farthest from the picture's middle; the value is a share of the width. */
        ERROR("cat's centre %1$.2f of the width off", "of the width"),
        /** The commanded speed changed most abruptly. */
        SPEED_JERK("speed's jerk %1$.1f m/s^3", "m/s^3"),
        /** The commanded steering changed most abruptly. */
        STEERING_JERK("steering's %1$.0f deg/s^2", "deg/s^2");

        private final String text;
        private final String unit;

        Kind(String text, String unit) {
            this.text = text;
            this.unit = unit;
        }

        /** Returns the unit of its value. */
        String unit() {
            return unit;
        }

        /** Returns its name as a JSON value. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns it as one line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%7.2f s, frame %d: %s; %s at %.2f m/s, %s; %s, %s %.2f m away",
                seconds,
                frameId,
                String.format(
                        Locale.ROOT, kind.text, value, nearest.name().toLowerCase(Locale.ROOT)),
                state,
                speed,
                limit == SpeedLimit.NONE ? "not slowed" : "slowed by " + limit,
                echo == SimulatedSensors.NO_ECHO
                        ? "no echo"
                        : String.format(Locale.ROOT, "echo %.2f m", echo),
                nearest.name().toLowerCase(Locale.ROOT),
                clearance);
    }
}
