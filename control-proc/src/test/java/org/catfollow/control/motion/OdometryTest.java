package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.shm.slots.Pose;
import org.junit.jupiter.api.Test;

class OdometryTest {
    private final Odometry odometry = new Odometry(0.1);
    private final MotionCommand command = new MotionCommand();

    private void drive(double metres) {
        command.speedMetresPerSecond = Math.copySign(0.2, metres);
        int periods = (int) Math.round(Math.abs(metres) / 0.2 / 0.02);
        for (int i = 0; i < periods; i++) {
            odometry.advance(command, 0.02);
        }
    }

    @Test
    void driftGrowsWithTheWayForwardsAndBackwards() {
        drive(1);
        Pose pose = odometry.pose();
        assertThat(pose.travelledMetres).isCloseTo(1, within(1e-9));
        assertThat(pose.driftDegrees).isCloseTo(2, within(1e-9));
        // 5 % along; across half the way times 2 degrees.
        assertThat(pose.driftMetres)
                .isCloseTo(Math.hypot(0.05, Math.toRadians(2) / 2), within(0.001));
        double before = pose.driftMetres;
        drive(-1);
        assertThat(pose.xMetres).isCloseTo(0, within(1e-9));
        assertThat(pose.travelledMetres).isCloseTo(2, within(1e-9));
        assertThat(pose.driftMetres).isGreaterThan(2 * before);
    }

    @Test
    void standingStillDoesNotDrift() {
        odometry.advance(command, 0.5);
        assertThat(odometry.pose().driftMetres).isZero();
    }

    @Test
    void neverDriftsFurtherThanItWent() {
        drive(200);
        Pose pose = odometry.pose();
        assertThat(pose.driftDegrees).isEqualTo(180);
        assertThat(pose.driftMetres).isLessThan(1.01 * pose.travelledMetres);
    }

    @Test
    void aDeclaredPoseHasNoDrift() {
        drive(3);
        Pose known = new Pose();
        known.set(1, 2, 30);
        odometry.reset(known, 77);
        Pose pose = odometry.pose();
        assertThat(pose.xMetres).isEqualTo(1);
        assertThat(pose.resetNanos).isEqualTo(77);
        assertThat(pose.travelledMetres).isZero();
        assertThat(pose.driftMetres).isZero();
        assertThat(pose.driftDegrees).isZero();
    }

    @Test
    void aSuccessorGoesOnWithTheDriftOfTheOneBefore() {
        drive(3);
        Pose last = odometry.pose();
        Odometry successor = new Odometry(0.1);
        successor.goOnFrom(last);
        assertThat(successor.pose().driftMetres).isCloseTo(last.driftMetres, within(1e-9));
        successor.advance(command, 0.02);
        odometry.advance(command, 0.02);
        assertThat(successor.pose().driftMetres).isCloseTo(last.driftMetres, within(1e-9));
        assertThat(successor.pose().driftDegrees).isEqualTo(last.driftDegrees);
    }
}
