package org.catfollow.control.car.picarx;

import java.util.List;
import org.catfollow.control.car.SensorReadings;
import org.catfollow.shm.commands.CalibrationPart;

/**
 * What is a little different on each PiCar-X.
 *
 * @param steeringOffsetDegrees added to the steering servo's angle: with it the wheels point straight
 *     ahead at 0
 * @param panOffsetDegrees where the pan servo stands when the camera looks straight ahead; taken off the
 *     angle before it is mirrored
 * @param tiltOffsetDegrees the same of the tilt servo
 * @param leftMotorSign 1, or -1 for a motor that is wired the other way round
 * @param rightMotorSign the same of the right one
 * @param cliffReferences left to right: at or under this a floor sensor sees no floor, 0 to 4095
 * @param metresPerSecondAtFull how fast the car is with the motors at 100 %. The vendor states none; the
 *     default is an estimate, to be measured
 * @param wheelBaseMetres from front to rear axle; the vendor states none
 */
public record CarCalibration(
        double steeringOffsetDegrees,
        double panOffsetDegrees,
        double tiltOffsetDegrees,
        int leftMotorSign,
        int rightMotorSign,
        List<Integer> cliffReferences,
        double metresPerSecondAtFull,
        double wheelBaseMetres) {

    /** A car that nobody has measured. */
    public static final CarCalibration DEFAULT =
            new CarCalibration(0, 0, 0, 1, 1, List.of(500, 500, 500), 0.8, 0.095);

    /** Refuses what no car has; whoever reads a file has said so before, with the line. */
    public CarCalibration {
        cliffReferences = List.copyOf(cliffReferences);
        if (cliffReferences.size() != SensorReadings.GRAYSCALES) {
            throw new IllegalArgumentException(
                    "cliff references: "
                            + cliffReferences.size()
                            + " instead of "
                            + SensorReadings.GRAYSCALES);
        }
        CalibrationKey.STEERING_OFFSET.check(steeringOffsetDegrees);
        CalibrationKey.PAN_OFFSET.check(panOffsetDegrees);
        CalibrationKey.TILT_OFFSET.check(tiltOffsetDegrees);
        CalibrationKey.LEFT_MOTOR_SIGN.check(leftMotorSign);
        CalibrationKey.RIGHT_MOTOR_SIGN.check(rightMotorSign);
        CalibrationKey.CLIFF_LEFT.check(cliffReferences.get(0));
        CalibrationKey.CLIFF_MIDDLE.check(cliffReferences.get(1));
        CalibrationKey.CLIFF_RIGHT.check(cliffReferences.get(2));
        CalibrationKey.METRES_PER_SECOND_AT_FULL.check(metresPerSecondAtFull);
        CalibrationKey.WHEEL_BASE.check(wheelBaseMetres);
    }

    /** Returns the same with another offset of one servo. */
    CarCalibration withServoOffset(CalibrationPart servo, double degrees) {
        return new CarCalibration(
                servo == CalibrationPart.STEERING ? degrees : steeringOffsetDegrees,
                servo == CalibrationPart.PAN ? degrees : panOffsetDegrees,
                servo == CalibrationPart.TILT ? degrees : tiltOffsetDegrees,
                leftMotorSign,
                rightMotorSign,
                cliffReferences,
                metresPerSecondAtFull,
                wheelBaseMetres);
    }

    /** Returns the same with another sign of one motor. */
    CarCalibration withMotorSign(CalibrationPart motor, int sign) {
        return new CarCalibration(
                steeringOffsetDegrees,
                panOffsetDegrees,
                tiltOffsetDegrees,
                motor == CalibrationPart.LEFT_MOTOR ? sign : leftMotorSign,
                motor == CalibrationPart.RIGHT_MOTOR ? sign : rightMotorSign,
                cliffReferences,
                metresPerSecondAtFull,
                wheelBaseMetres);
    }
}
