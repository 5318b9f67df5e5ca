package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.shm.slots.Pose;
import org.junit.jupiter.api.Test;

class BicycleModelTest {
    private static final double WHEEL_BASE = 0.095;
    private final Pose pose = new Pose();

    @Test
    void drivesStraightAlongItsHeading() {
        pose.set(1, 2, 90);
        BicycleModel.advance(pose, 0.5, 0, WHEEL_BASE);
        assertPose(1, 2.5, 90);
    }

    @Test
    void aQuarterCircleToTheRightEndsOneRadiusAheadAndOneToTheRight() {
        // Radius of the rear axle's circle: wheel base / tan(steering).
        double radius = WHEEL_BASE / Math.tan(Math.toRadians(20));
        BicycleModel.advance(pose, radius * Math.PI / 2, 20, WHEEL_BASE);
        assertPose(radius, -radius, -90);
    }

    @Test
    void aQuarterCircleToTheLeftIsItsMirror() {
        double radius = WHEEL_BASE / Math.tan(Math.toRadians(20));
        BicycleModel.advance(pose, radius * Math.PI / 2, -20, WHEEL_BASE);
        assertPose(radius, radius, 90);
    }

    @Test
    void aFullCircleEndsWhereItBegan() {
        double radius = WHEEL_BASE / Math.tan(Math.toRadians(30));
        BicycleModel.advance(pose, 2 * Math.PI * radius, 30, WHEEL_BASE);
        assertPose(0, 0, 0);
    }

    @Test
    void oneLongStepIsManyShortOnes() {
        Pose steps = new Pose();
        for (int i = 0; i < 1000; i++) {
            BicycleModel.advance(steps, 0.001, 17, WHEEL_BASE);
        }
        BicycleModel.advance(pose, 1, 17, WHEEL_BASE);
        assertPose(steps.xMetres, steps.yMetres, steps.headingDegrees);
    }

    @Test
    void drivingBackUndoesDrivingForward() {
        BicycleModel.advance(pose, 0.7, 11, WHEEL_BASE);
        BicycleModel.advance(pose, -0.7, 11, WHEEL_BASE);
        assertPose(0, 0, 0);
    }

    @Test
    void odometryBoundsAGapAndIgnoresTimeThatRunsBackwards() {
        Odometry odometry = new Odometry(WHEEL_BASE);
        MotionCommand command = new MotionCommand();
        command.speedMetresPerSecond = 0.2;
        odometry.advance(command, -1);
        assertThat(odometry.pose().xMetres).isEqualTo(0);
        odometry.advance(command, 0.02);
        assertThat(odometry.pose().xMetres).isCloseTo(0.004, within(1e-12));
        odometry.advance(command, 1000);
        assertThat(odometry.pose().xMetres).isCloseTo(0.104, within(1e-12));
    }

    private void assertPose(double x, double y, double heading) {
        assertThat(pose.xMetres).isCloseTo(x, within(1e-9));
        assertThat(pose.yMetres).isCloseTo(y, within(1e-9));
        assertThat(pose.headingDegrees).isCloseTo(heading, within(1e-7));
    }
}
