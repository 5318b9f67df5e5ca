package org.catfollow.control;

import java.time.Duration;
import org.catfollow.control.car.CarKind;
import org.catfollow.control.car.picarx.CalibrationChoice;
import org.catfollow.control.car.picarx.Hats;
import org.catfollow.control.motion.MotionSettings;
import org.catfollow.control.settings.AgeSettings;
import org.catfollow.control.settings.AimSettings;
import org.catfollow.control.settings.Check;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.SpeedSettings;
import org.catfollow.control.settings.StateSettings;

/**
 * All settings of control, validated: one that exists can be driven with.
 *
 * @param period how often control decides
 * @param wheelBaseMetres from front to rear axle; the vendor states none, measure your own
 * @param calibration of a PiCar-X
 * @param hat what the PiCar-X is driven through, as {@link Hats} has them
 */
record ControlConfig(
        CarKind car,
        Duration period,
        SpeedSettings speed,
        HoldSettings hold,
        AimSettings aim,
        AgeSettings age,
        StateSettings states,
        double wheelBaseMetres,
        CalibrationChoice calibration,
        String hat) {

    /** What is used when no flag says otherwise. */
    public static final ControlConfig DEFAULT =
            new ControlConfig(
                    CarKind.SIMULATED,
                    Duration.ofMillis(20),
                    SpeedSettings.DEFAULT,
                    HoldSettings.DEFAULT,
                    AimSettings.DEFAULT,
                    AgeSettings.DEFAULT,
                    StateSettings.DEFAULT,
                    0.095,
                    CalibrationChoice.NONE,
                    Hats.DEFAULT);

    /** Refuses what does not fit together. */
    public ControlConfig {
        Check.within("--period-ms", period, 5, 100);
        Check.within("--wheel-base", wheelBaseMetres, 0.02, 2, "m");
        Check.less("--age-zero-ms", age.zeroFrom(), "--no-pictures-ms", states.noPicturesAfter());
    }

    MotionSettings motion() {
        return new MotionSettings(speed, hold, aim, states.coastFor(), wheelBaseMetres);
    }
}
