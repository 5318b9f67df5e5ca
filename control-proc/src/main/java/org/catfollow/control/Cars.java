package org.catfollow.control;

import java.io.IOException;
import org.catfollow.control.car.Car;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.car.SimulatedCar;
import org.catfollow.control.car.SimulatedSenses;
import org.catfollow.control.car.picarx.CalibrationChoice;
import org.catfollow.control.car.picarx.Hat;
import org.catfollow.control.car.picarx.Hats;
import org.catfollow.control.car.picarx.PicarX;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.SimulatedCarState;
import org.slf4j.Logger;

/** Opens the car that the settings name. */
final class Cars {
    private Cars() {}

    /**
     * Opens a car, at rest.
     *
     * @param start where one in figures only begins
     * @param last where its predecessor had come, which counts more; null for none
     * @param senses what the world says of one in figures
     * @throws StageFailure with the hardware exit code when there is no such car here
     */
    static Car open(
            ControlConfig config,
            Pose start,
            SimulatedCarState last,
            SimulatedSenses senses,
            Logger log) {
        return switch (config.car()) {
            case SIMULATED -> simulated(config, start, last, senses);
            case PICAR_X -> picarX(config, log);
        };
    }

    private static Car simulated(
            ControlConfig config, Pose start, SimulatedCarState last, SimulatedSenses senses) {
        SimulatedCar car = new SimulatedCar(config.wheelBaseMetres(), start, senses);
        if (last != null) {
            car.goOnFrom(last);
        }
        return car;
    }

    private static Car picarX(ControlConfig config, Logger log) {
        CalibrationChoice calibration = config.calibration();
        if (calibration.measured()) {
            log.info("PiCar-X: calibration {}", calibration.origin());
        } else {
            log.warn(
                    "PiCar-X: NOT CALIBRATED, {}; wheels and camera may point aside, and a motor may"
                            + " turn the wrong way: lift the car before it drives",
                    calibration.origin());
        }
        Hat hat = Hats.open(config.hat());
        try {
            return new PicarX(hat, calibration.calibration());
        } catch (CarFailure e) {
            letGo(hat, log);
            throw new StageFailure(ExitCode.HARDWARE, e.getMessage(), e);
        }
    }

    private static void letGo(Hat hat, Logger log) {
        try {
            hat.close();
        } catch (IOException e) {
            log.debug("HAT not closed: {}", e.getMessage());
        }
    }
}
