package org.catfollow.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.catfollow.control.command.CatLocation;
import org.catfollow.control.command.GoHome;
import org.catfollow.control.command.Manual;
import org.catfollow.control.command.OfferAnswer;
import org.catfollow.control.command.PoseReset;
import org.catfollow.control.command.Resume;
import org.catfollow.control.command.Validity;
import org.catfollow.control.motion.MotionCommand;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A car with sensors that follows a cat far ahead, and a hand that drives it. */
class ControllerSensorsTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final Controller controller = new Controller(ControlConfig.DEFAULT, 0);
    private final CarReport report = Reports.driving();
    private final Track track = new Track();
    private double echoMetres = 3;
    private int grayscale = 1200;
    private double volts = 8;
    private boolean sensorsLive = true;
    private long soonerNanos;
    private long now = 1_000 * SECOND;

    @BeforeEach
    void aCatFarAhead() {
        report.hasSensors = true;
        track.state = TrackState.CONFIRMED;
        track.trackId = 1;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.width = 60;
        track.height = 48;
        track.x = 290;
        track.y = 216;
    }

    private MotionCommand period() {
        now += 20 * MILLI;
        track.frameId++;
        track.captureNanos = now - 40 * MILLI + soonerNanos;
        if (sensorsLive) {
            report.readings.echoMetres = echoMetres;
            report.readings.echoNanos = now;
            Arrays.fill(report.readings.grayscale, grayscale);
            Arrays.fill(report.readings.grayscaleEachNanos, now);
            report.readings.grayscaleNanos = now;
            report.readings.batteryVolts = volts;
            report.readings.batteryNanos = now;
        }
        return controller.step(now, track, 0, report);
    }

    private MotionCommand periods(int count) {
        MotionCommand command = period();
        for (int i = 1; i < count; i++) {
            command = period();
        }
        return command;
    }

    private Validity second() {
        return new Validity(now, SECOND);
    }

    private OfferAnswer hand(double speed) {
        return controller.offer(new Manual(speed, 0, 0, 0, second()), now);
    }

    @Test
    void drivesAtFullSpeedWhenAllIsInOrder() {
        assertThat(periods(150).speedMetresPerSecond).isEqualTo(0.3);
        assertThat(controller.limit()).isEqualTo(SpeedLimit.NONE);
    }

    /** What the vendor's example gets wrong: no echo, -1, in open space. */
    @Test
    void noEchoInOpenSpaceNeitherStopsNorReverses() {
        echoMetres = -1;
        for (int i = 0; i < 500; i++) {
            assertThat(period().speedMetresPerSecond).isNotNegative();
        }
        assertThat(periods(1).speedMetresPerSecond).isEqualTo(0.15);
        assertThat(controller.sensors().echo).isEqualTo(EchoState.UNKNOWN);
        assertThat(controller.limit()).isEqualTo(SpeedLimit.ECHO_UNKNOWN);
    }

    @Test
    void somethingTooNearStopsAtOnceAndItGoesOnWhenItIsGone() {
        periods(150);
        echoMetres = 0.2;
        assertThat(periods(3).speedMetresPerSecond).isZero();
        assertThat(controller.limit()).isEqualTo(SpeedLimit.OBSTACLE);
        echoMetres = 3;
        assertThat(periods(60).speedMetresPerSecond).isPositive();
    }

    @Test
    void aCliffIsZeroInThePeriodOfItsSecondReading() {
        periods(150);
        grayscale = 100;
        period();
        assertThat(period().speedMetresPerSecond).isZero();
        assertThat(controller.state()).isEqualTo(ControlState.FAULT);
        assertThat(controller.reason()).isEqualTo(ControlReason.CLIFF);
    }

    @Test
    void sensorsThatFallSilentAreZeroAfter300MillisAndAFaultAfterTwoSecondsMore() {
        periods(150);
        sensorsLive = false;
        assertThat(periods(15).speedMetresPerSecond).isPositive();
        assertThat(period().speedMetresPerSecond).isZero();
        assertThat(controller.limit()).isEqualTo(SpeedLimit.FLOOR);
        assertThat(controller.state()).isEqualTo(ControlState.APPROACH);
        periods(101);
        assertThat(controller.reason()).isEqualTo(ControlReason.FLOOR_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"7.0, 0.3", "6.3, 0.15", "5.9, 0"})
    void theEmptierTheBatteryTheSlower(double left, double metresPerSecond) {
        volts = left;
        assertThat(periods(200).speedMetresPerSecond).isEqualTo(metresPerSecond);
    }

    @Test
    void anEmptyBatteryIsAFaultFromWhichNoHandDrives() {
        volts = 5.5;
        periods(10);
        assertThat(controller.reason()).isEqualTo(ControlReason.BATTERY_EMPTY);
        assertThat(hand(0.1)).isEqualTo(OfferAnswer.REFUSED);
    }

    @Test
    void aHandBacksAwayFromAnEdgeButNeverForwards() {
        periods(5);
        grayscale = 100;
        periods(5);
        assertThat(controller.state()).isEqualTo(ControlState.FAULT);
        assertThat(hand(0.2)).isEqualTo(OfferAnswer.ACCEPTED);
        for (int i = 0; i < 20; i++) {
            assertThat(period().speedMetresPerSecond).isZero();
        }
        assertThat(controller.state()).isEqualTo(ControlState.MANUAL);
        hand(-0.2);
        assertThat(periods(20).speedMetresPerSecond).isNegative();
        grayscale = 1200;
        periods(30);
        assertThat(controller.state()).isEqualTo(ControlState.FAULT);
        controller.offer(new Resume(0, second()), now);
        period();
        assertThat(controller.resumed()).isTrue();
        assertThat(controller.state()).isEqualTo(ControlState.IDLE);
    }

    @Test
    void aResumeWithTheFaultStillThereHasResumedNothing() {
        grayscale = 100;
        periods(5);
        controller.offer(new Resume(0, second()), now);
        period();
        assertThat(controller.resumed()).isFalse();
        assertThat(controller.state()).isEqualTo(ControlState.FAULT);
    }

    @Test
    void aHandLetsGoAfterHalfASecondHoweverLongItsCommandLives() {
        periods(5);
        Validity minute = new Validity(now, 60 * SECOND);
        controller.offer(new Manual(0.2, 10, -30, 20, minute), now);
        MotionCommand command = periods(24);
        assertThat(controller.state()).isEqualTo(ControlState.MANUAL);
        assertThat(command.speedMetresPerSecond).isPositive();
        assertThat(command.steeringDegrees).isEqualTo(10);
        assertThat(command.panDegrees).isEqualTo(-30);
        assertThat(command.tiltDegrees).isEqualTo(20);
        assertThat(period().speedMetresPerSecond).isZero();
        assertThat(controller.reason()).isEqualTo(ControlReason.MANUAL_ENDED);
    }

    @Test
    void aHandThatSendsAgainInTimeGoesOn() {
        periods(5);
        for (int i = 0; i < 20; i++) {
            hand(0.2);
            periods(20);
            assertThat(controller.state()).isEqualTo(ControlState.MANUAL);
        }
    }

    @Test
    void aHandIsStoppedByWhatIsTooNearAheadButNotBehind() {
        echoMetres = 0.1;
        periods(10);
        hand(0.2);
        assertThat(periods(20).speedMetresPerSecond).isZero();
        hand(-0.2);
        assertThat(periods(20).speedMetresPerSecond).isNegative();
    }

    @Test
    void aHandDoesNotSurviveAStop() {
        periods(5);
        hand(0.2);
        periods(2);
        now += 20 * MILLI;
        assertThat(controller.step(now, track, 1, report).speedMetresPerSecond).isZero();
        controller.offer(new Resume(1, second()), now);
        now += 20 * MILLI;
        controller.step(now, track, 1, report);
        assertThat(controller.state()).isEqualTo(ControlState.IDLE);
        now += 20 * MILLI;
        controller.step(now, track, 1, report);
        assertThat(controller.state()).isNotEqualTo(ControlState.MANUAL);
    }

    @Test
    void theNewestOfAPlaceAndHomeCounts() {
        track.state = TrackState.NONE;
        periods(5);
        controller.offer(new PoseReset(5, 0, 0, second()), now);
        controller.offer(new GoHome(second()), now);
        controller.offer(new CatLocation(9, 0, second()), now);
        period();
        assertThat(controller.reason()).isEqualTo(ControlReason.CAT_LOCATION_GIVEN);
        controller.offer(new GoHome(second()), now);
        period();
        assertThat(controller.reason()).isEqualTo(ControlReason.HOME_ASKED);
        controller.offer(new PoseReset(0.1, 0, 0, second()), now);
        period();
        assertThat(controller.reason()).isEqualTo(ControlReason.HOME_REACHED);
    }

    @Test
    void aSuccessorTakesOverAFaultButNoStateThatIsOver() {
        ControlStatus last = new ControlStatus();
        last.state = ControlState.FAULT;
        last.reason = ControlReason.CAR_FAILED;
        controller.takeOver(last, now);
        assertThat(periods(100).speedMetresPerSecond).isZero();
        assertThat(controller.reason()).isEqualTo(ControlReason.CAR_FAILED);
        Controller other = new Controller(ControlConfig.DEFAULT, 0);
        last.state = ControlState.APPROACH;
        other.takeOver(last, now);
        assertThat(other.state()).isEqualTo(ControlState.IDLE);
    }

    @Test
    void aHandThatDroveOutOfAFaultLeavesTheFaultToASuccessor() {
        ControlStatus last = new ControlStatus();
        last.state = ControlState.MANUAL;
        last.previousState = ControlState.FAULT;
        last.reason = ControlReason.MANUAL_GIVEN;
        controller.takeOver(last, now);
        assertThat(periods(100).speedMetresPerSecond).isZero();
        assertThat(controller.state()).isEqualTo(ControlState.FAULT);
    }

    @Test
    void aSuccessorGoesOnHome() {
        ControlStatus last = new ControlStatus();
        last.state = ControlState.GOTO;
        last.reason = ControlReason.HOME_ASKED;
        controller.takeOver(last, now);
        track.state = TrackState.NONE;
        periods(5);
        assertThat(controller.reason()).isIn(ControlReason.HOME_ASKED, ControlReason.HOME_REACHED);
    }

    @Test
    void theAnimalsRestOutlivesControl() {
        ControlStatus last = new ControlStatus();
        last.state = ControlState.IDLE;
        last.reason = ControlReason.PURSUED_LONG_ENOUGH;
        last.stateSinceNanos = now - 30 * SECOND;
        controller.takeOver(last, now);
        assertThat(periods(50 * 29).speedMetresPerSecond).isZero();
        assertThat(controller.state()).isEqualTo(ControlState.IDLE);
        assertThat(periods(50 * 5).speedMetresPerSecond).isPositive();
    }

    @Test
    void theFloorIsUnknownAtFirstAndTheWheelsWaitForIt() {
        sensorsLive = false;
        assertThat(periods(50).speedMetresPerSecond).isZero();
        assertThat(controller.sensors().floor).isEqualTo(FloorState.UNKNOWN);
        sensorsLive = true;
        assertThat(periods(150).speedMetresPerSecond).isEqualTo(0.3);
    }

    @Test
    void aPictureThatStaysTheSameWhileTheWheelsTurnStopsThemUntilItChanges() {
        periods(150);
        report.pictureSame = true;
        assertThat(periods(14).speedMetresPerSecond).isPositive();
        assertThat(periods(5).speedMetresPerSecond).as("0.04 s old and 0.36 s driven").isZero();
        assertThat(controller.limit()).isEqualTo(SpeedLimit.PICTURE_AGE);
        for (int i = 0; i < 500; i++) {
            // As on a machine at its limit: pictures come sooner and later.
            soonerNanos = i % 5 * 10L * MILLI;
            assertThat(period().speedMetresPerSecond).as("no jerks").isZero();
        }
        soonerNanos = 0;
        report.pictureSame = false;
        assertThat(periods(150).speedMetresPerSecond).isEqualTo(0.3);
    }

    @Test
    void aPictureThatStaysTheSameStopsNothingThatStands() {
        track.state = TrackState.LOST;
        report.pictureSame = true;
        periods(200);
        track.state = TrackState.CONFIRMED;
        assertThat(periods(14).speedMetresPerSecond).isPositive();
        report.pictureSame = false;
        assertThat(periods(150).speedMetresPerSecond).isEqualTo(0.3);
    }
}
