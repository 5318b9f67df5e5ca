package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.control.sensing.Place;
import org.catfollow.shm.slots.Pose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalDriveTest {
    private static final double WHEEL_BASE = 0.095;
    private final GoalDrive drive = new GoalDrive(WHEEL_BASE);
    private final Pose pose = new Pose();
    private final Place goal = new Place();

    @Test
    void aPlaceUnderTheCarIsNoReasonToSteer() {
        goal.set(0, 0);
        drive.aim(pose, goal);
        assertThat(drive.steeringDegrees()).isZero();
    }

    @Test
    void theArcThatItSteersEndsAtThePlace() {
        goal.set(1, -0.5);
        drive.aim(pose, goal);
        // The arc through the origin (heading along x) and the place has radius d * d / (2 *
        // aside).
        double radius = (1 + 0.25) / (2 * 0.5);
        double arc = 2 * Math.asin(Math.hypot(1, 0.5) / (2 * radius)) * radius;
        BicycleModel.advance(pose, arc, drive.steeringDegrees(), WHEEL_BASE);
        assertThat(pose.xMetres).isCloseTo(1, within(1e-9));
        assertThat(pose.yMetres).isCloseTo(-0.5, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "-2, 0", "0, 1", "0, -1", "0, 0.17", "-0.3, 0.05", "-1, -1", "0.1, -0.25"})
    void getsToPlacesAllAroundEvenInsideTheTurningCircle(double x, double y) {
        goal.set(x, y);
        double way = 0;
        double steering = 0;
        while (pose.distanceMetres(x, y) > 0.1 && way < 10) {
            drive.aim(pose, goal);
            // 90 degrees a second at 0.2 m/s, as the car steers.
            steering = Ramp.towards(steering, drive.steeringDegrees(), 90, 0.02);
            BicycleModel.advance(pose, 0.004, steering, WHEEL_BASE);
            way += 0.004;
        }
        assertThat(way).as("metres driven").isLessThan(Math.hypot(x, y) + 3);
    }
}
