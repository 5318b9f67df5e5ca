package org.catfollow.systemtests.hat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.Sensors;

/** What the HAT's sensors see comes out at the region's other end. */
final class Sensing {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final double METRES = 1.2;
    private static final int[] FLOOR = {900, 1000, 1100};
    private static final double VOLTS = 7.4;

    /** Half a step of the converter, 3.3 V / 4095 * 3. */
    private static final double VOLTS_NEAR = 0.002;

    /** The kernel's times of both edges are exact; the figure is a float. */
    private static final double METRES_NEAR = 0.001;

    private final Robot robot;

    Sensing(Robot robot) {
        this.robot = robot;
    }

    String read() {
        robot.bench().echoFrom(METRES);
        robot.bench().floor(FLOOR[0], FLOOR[1], FLOOR[2]);
        robot.bench().battery(VOLTS);
        boolean seen =
                robot.comes(
                        WITHIN,
                        () -> {
                            Sensors now = robot.sensors();
                            return Math.abs(now.distanceMetres - METRES) < METRES_NEAR
                                    && Math.abs(now.batteryVolts - VOLTS) < VOLTS_NEAR
                                    && Arrays.equals(now.grayscale, FLOOR);
                        });
        String last = text(robot.sensors());
        robot.bench().noEcho();
        boolean silent = robot.comes(WITHIN, () -> robot.sensors().echo == EchoState.UNKNOWN);
        String without = text(robot.sensors());
        robot.heal();
        if (!seen || !silent) {
            throw new RigFailure("read " + last + "; without an echo " + without);
        }
        return last;
    }

    private static String text(Sensors now) {
        return String.format(
                Locale.ROOT,
                "%.3f m (%s), floor %s, battery %.2f V",
                now.distanceMetres,
                now.echo,
                Arrays.toString(now.grayscale),
                now.batteryVolts);
    }
}
