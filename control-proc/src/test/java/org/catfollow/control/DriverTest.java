package org.catfollow.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.control.car.Car;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.car.SensorReadings;
import org.catfollow.control.command.Calibrate;
import org.catfollow.control.command.OfferAnswer;
import org.catfollow.control.command.Validity;
import org.catfollow.control.motion.MotionCommand;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.Track;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverTest {
    private static final long SECOND = 1_000_000_000;
    private static final long PERIOD = SECOND / 50;

    @TempDir private Path folder;

    private final List<String> told = new ArrayList<>();
    private final CarReport report = Reports.driving();
    private final Controller controller = new Controller(ControlConfig.DEFAULT, 0);
    private String failure = "";
    private ControlRig rig;
    private Driver driver;

    /** So far ahead that the machine can stand still and no decision is an old one. */
    private long now = System.nanoTime() + 600 * SECOND;

    /** Writes down what it is told, and fails as the test wants: "apply", "stop" or both. */
    private final Car car =
            new Car() {
                @Override
                public void apply(MotionCommand command, long nowNanos) throws CarFailure {
                    tell("apply");
                }

                @Override
                public void stop() throws CarFailure {
                    tell("stop");
                }

                @Override
                public boolean calibrate(CalibrationPart part, double value) throws CarFailure {
                    tell("calibrate " + part + " " + value);
                    return true;
                }

                @Override
                public void sense(SensorReadings out, long nowNanos) {
                    // It has no sensors.
                }

                @Override
                public boolean hasSensors() {
                    return false;
                }

                @Override
                public void close() {
                    told.add("close");
                }
            };

    private void tell(String what) throws CarFailure {
        told.add(what);
        if (failure.contains(what)) {
            throw new CarFailure("the bus says nothing: " + what);
        }
    }

    @BeforeEach
    void open() {
        rig = new ControlRig(folder);
        driver = new Driver(car, controller, report, rig.context);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** One period of control. */
    private boolean period() {
        now += PERIOD;
        told.clear();
        return driver.drive(controller.step(now, new Track(), 0, report), now);
    }

    @Test
    void tellsTheCarWhatWasDecided() {
        assertThat(period()).isTrue();
        assertThat(told).containsExactly("apply");
    }

    @Test
    void aDecisionOlderThanATenthOfASecondIsAStop() {
        long decided = System.nanoTime() - Driver.LATEST_NANOS - 1;
        MotionCommand command = controller.step(decided, new Track(), 0, report);
        command.speedMetresPerSecond = 0.3;
        assertThat(driver.drive(command, decided)).isFalse();
        assertThat(told).containsExactly("stop");
        assertThat(command.speedMetresPerSecond).isZero();
        driver.reportLate();
        assertThat(rig.region.stageRow(Role.CONTROL).lastError())
                .contains("stopped 1 times instead of driving");
    }

    @Test
    void aFailureIsAFaultAndNothingButStopIsTriedUntilOneWentThrough() {
        failure = "apply stop";
        assertThat(period()).isFalse();
        assertThat(told).containsExactly("apply", "stop");
        for (int i = 0; i < 100; i++) {
            assertThat(period()).isFalse();
            assertThat(told).containsExactly("stop");
            assertThat(controller.state()).isEqualTo(ControlState.FAULT);
        }
        failure = "";
        assertThat(period()).isTrue();
        assertThat(told).containsExactly("stop", "apply");
        assertThat(controller.state()).isEqualTo(ControlState.FAULT);
    }

    @Test
    void aFailureThatItsStopGotOverIsAFaultAllTheSame() {
        failure = "apply";
        period();
        assertThat(told).containsExactly("apply", "stop");
        failure = "";
        period();
        assertThat(controller.state()).isEqualTo(ControlState.FAULT);
    }

    @Test
    void complainsOnceHoweverOftenItFailsAndCountsAll() {
        failure = "apply stop";
        for (int i = 0; i < 50; i++) {
            period();
        }
        assertThat(rig.region.stageRow(Role.CONTROL).counter(Counter.ERRORS))
                .isGreaterThanOrEqualTo(50);
        assertThat(rig.region.stageRow(Role.CONTROL).lastError())
                .isIn(
                        "the bus says nothing: apply",
                        "the car may still move: the bus says nothing: stop");
    }

    private void offer(CalibrationPart part, double value) {
        Validity validity = new Validity(now, SECOND);
        assertThat(controller.offer(new Calibrate(part, value, validity), now))
                .isEqualTo(OfferAnswer.ACCEPTED);
    }

    @Test
    void aMotorThatIsTriedIsToldNothingElseUntilItsCommandEnds() {
        period();
        offer(CalibrationPart.LEFT_MOTOR, -1);
        period();
        assertThat(told).containsExactly("calibrate LEFT_MOTOR -1.0");
        period();
        assertThat(told).isEmpty();
        controller.hand().letGo();
        period();
        assertThat(told).containsExactly("stop", "calibrate RELOAD 0.0", "apply");
    }

    @Test
    void aServoThatIsTriedIsSeenAtOnce() {
        period();
        offer(CalibrationPart.STEERING, 3);
        period();
        assertThat(told).containsExactly("calibrate STEERING 3.0", "apply");
    }

    @Test
    void theNextPartIsTriedWithTheWheelsOfTheOneBeforeStopped() {
        period();
        offer(CalibrationPart.LEFT_MOTOR, 1);
        period();
        offer(CalibrationPart.RIGHT_MOTOR, 1);
        period();
        assertThat(told).containsExactly("stop", "calibrate RIGHT_MOTOR 1.0");
    }

    @Test
    void aDriveThatIsTriedObeysWhatBoundsTheSpeed() {
        period();
        offer(CalibrationPart.DRIVE, 30);
        period();
        assertThat(told).containsExactly("calibrate DRIVE 30.0");
        report.guardHolds = true;
        period();
        assertThat(told).containsExactly("stop", "calibrate RELOAD 0.0", "apply");
        assertThat(controller.hand().calibrationFutile()).isTrue();
    }

    @Test
    void aTrialThatFailsHalfWayIsForgottenToo() {
        period();
        offer(CalibrationPart.LEFT_MOTOR, -1);
        failure = "calibrate";
        period();
        failure = "";
        controller.hand().letGo();
        period();
        assertThat(told).contains("calibrate RELOAD 0.0");
    }
}
