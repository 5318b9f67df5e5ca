package org.catfollow.control.calibrate;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.control.car.picarx.CarCalibration;

/** A calibration that is being made: what was found so far, over what was there before. */
final class Draft {
    double steering;
    double pan;
    double tilt;
    int leftSign;
    int rightSign;
    List<Integer> references;
    double metresPerSecondAtFull;
    double wheelBaseMetres;

    Draft(CarCalibration before) {
        steering = before.steeringOffsetDegrees();
        pan = before.panOffsetDegrees();
        tilt = before.tiltOffsetDegrees();
        leftSign = before.leftMotorSign();
        rightSign = before.rightMotorSign();
        references = new ArrayList<>(before.cliffReferences());
        metresPerSecondAtFull = before.metresPerSecondAtFull();
        wheelBaseMetres = before.wheelBaseMetres();
    }

    CarCalibration finished() {
        return new CarCalibration(
                steering,
                pan,
                tilt,
                leftSign,
                rightSign,
                references,
                metresPerSecondAtFull,
                wheelBaseMetres);
    }
}
