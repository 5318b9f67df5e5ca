package org.catfollow.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.control.command.CatLocation;
import org.catfollow.control.command.OfferAnswer;
import org.catfollow.control.command.Resume;
import org.catfollow.control.command.Validity;
import org.catfollow.control.motion.MotionCommand;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.Test;

class ControllerTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final Controller controller = new Controller(ControlConfig.DEFAULT, 0);
    private final Track track = new Track();
    private long now = 1_000 * SECOND;
    private long stopCount;
    private final CarReport report = Reports.driving();
    private boolean frozen;

    /** One period of 20 ms; the picture is 40 ms old unless the camera is frozen. */
    private MotionCommand period() {
        now += 20 * MILLI;
        if (!frozen) {
            track.frameId++;
            track.captureNanos = now - 40 * MILLI;
        }
        return controller.step(now, track, stopCount, report);
    }

    private MotionCommand periods(int count) {
        MotionCommand command = period();
        for (int i = 1; i < count; i++) {
            command = period();
        }
        return command;
    }

    private void seeCatAt(double centreX, double size) {
        track.state = TrackState.CONFIRMED;
        track.trackId = 1;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.width = 60;
        track.height = (float) (480 * size);
        track.x = (float) (centreX - 30);
        track.y = (float) (240 - 240 * size);
    }

    private void driveAtFullSpeed() {
        seeCatAt(320, 0.1);
        assertThat(periods(100).speedMetresPerSecond).isEqualTo(0.3);
    }

    private Validity secondsFromNow(int seconds) {
        return new Validity(now, seconds * SECOND);
    }

    @Test
    void theFirstPeriodMovesNothing() {
        MotionCommand command = controller.step(now, new Track(), 0, report);
        assertThat(command.speedMetresPerSecond).isEqualTo(0);
        assertThat(controller.state()).isEqualTo(ControlState.IDLE);
        assertThat(controller.reason()).isEqualTo(ControlReason.START);
    }

    @Test
    void acceleratesNoFasterThanAllowed() {
        seeCatAt(320, 0.1);
        double before = 0;
        for (int i = 0; i < 100; i++) {
            double speed = period().speedMetresPerSecond;
            assertThat(speed - before).isLessThanOrEqualTo(0.4 * 0.02 + 1e-12);
            before = speed;
        }
        assertThat(before).isEqualTo(0.3);
    }

    @Test
    void stopIsZeroInThatVeryPeriod() {
        driveAtFullSpeed();
        stopCount++;
        assertThat(period().speedMetresPerSecond).isEqualTo(0);
        assertThat(controller.state()).isEqualTo(ControlState.STOPPED);
        assertThat(controller.reason()).isEqualTo(ControlReason.STOP_PRESSED);
        assertThat(periods(500).speedMetresPerSecond).isEqualTo(0);
    }

    @Test
    void aFailedCarIsZeroInThatVeryPeriodAndStaysUntilResume() {
        driveAtFullSpeed();
        report.failed = true;
        assertThat(period().speedMetresPerSecond).isEqualTo(0);
        report.failed = false;
        assertThat(periods(100).speedMetresPerSecond).isEqualTo(0);
        assertThat(controller.reason()).isEqualTo(ControlReason.CAR_FAILED);
        assertThat(controller.offer(new Resume(0, secondsFromNow(1)), now))
                .isEqualTo(OfferAnswer.ACCEPTED);
        assertThat(periods(100).speedMetresPerSecond).isPositive();
    }

    @Test
    void aBrokenInputIsZeroInThatVeryPeriodAndStops() {
        driveAtFullSpeed();
        assertThat(controller.step(now + 20 * MILLI, null, 0, report).speedMetresPerSecond)
                .isEqualTo(0);
        assertThat(controller.state()).isEqualTo(ControlState.FAULT);
        assertThat(controller.reason()).isEqualTo(ControlReason.CONTROL_FAILED);
        assertThat(controller.failureCount()).isEqualTo(1);
        assertThat(controller.lastFailure()).isInstanceOf(NullPointerException.class);
        assertThat(periods(50).speedMetresPerSecond).isEqualTo(0);
    }

    @Test
    void aPoseThatIsNoNumberStopsTheCar() {
        driveAtFullSpeed();
        Pose nowhere = new Pose();
        nowhere.set(Double.NaN, 0, Double.NaN);
        controller.goOnFrom(nowhere);
        MotionCommand command = period();
        assertThat(command.speedMetresPerSecond).isEqualTo(0);
        assertThat(command.finite()).isTrue();
        assertThat(controller.reason()).isEqualTo(ControlReason.CONTROL_FAILED);
    }

    @Test
    void speedFallsWithThePicturesAgeAndIsZeroFrom400Millis() {
        driveAtFullSpeed();
        frozen = true;
        double before = 0.3;
        while (now + 20 * MILLI - track.captureNanos < 400 * MILLI) {
            double speed = period().speedMetresPerSecond;
            double age = (now - track.captureNanos) / (double) MILLI;
            assertThat(speed).isLessThanOrEqualTo(Math.min(1, (400 - age) / 300) * 0.3 + 1e-9);
            assertThat(speed).isLessThanOrEqualTo(before).isPositive();
            before = speed;
        }
        assertThat(period().speedMetresPerSecond).isEqualTo(0);
        assertThat(controller.reason()).isEqualTo(ControlReason.PICTURE_STALE);
    }

    @Test
    void aStalePictureIsZeroAtOnceOnTheWayToAPlaceToo() {
        periods(3);
        controller.offer(new CatLocation(5, 0, secondsFromNow(1)), now);
        assertThat(periods(100).speedMetresPerSecond).isEqualTo(0.2);
        assertThat(controller.state()).isEqualTo(ControlState.GOTO);
        track.captureNanos -= 10 * SECOND;
        frozen = true;
        assertThat(period().speedMetresPerSecond).isEqualTo(0);
    }

    @Test
    void aTargetThatIsSuddenlyTooNearIsZeroAtOnce() {
        driveAtFullSpeed();
        seeCatAt(320, 0.7);
        assertThat(period().speedMetresPerSecond).isEqualTo(0);
    }

    @Test
    void theCommandKnowsItsPicture() {
        seeCatAt(320, 0.1);
        assertThat(periods(10).captureNanos).isEqualTo(track.captureNanos);
    }

    @Test
    void aTargetOnTheRightTurnsCameraAndWheelsToTheRight() {
        seeCatAt(500, 0.1);
        MotionCommand command = periods(30);
        assertThat(command.panDegrees).isPositive();
        assertThat(command.steeringDegrees).isPositive();
    }

    @Test
    void aStopPressedAfterTheUserDecidedToResumeStillHolds() {
        driveAtFullSpeed();
        stopCount = 1;
        period();
        controller.offer(new Resume(1, secondsFromNow(1)), now);
        stopCount = 2;
        assertThat(periods(10).speedMetresPerSecond).isEqualTo(0);
        assertThat(controller.state()).isEqualTo(ControlState.STOPPED);
        assertThat(controller.resumed()).isFalse();
        controller.offer(new Resume(2, secondsFromNow(1)), now);
        assertThat(periods(50).speedMetresPerSecond).isPositive();
        assertThat(controller.resumedThrough()).isEqualTo(2);
    }

    @Test
    void anExpiredResumeDoesNothing() {
        stopCount = 1;
        period();
        Resume old = new Resume(1, secondsFromNow(1));
        now += 2 * SECOND;
        assertThat(controller.offer(old, now)).isEqualTo(OfferAnswer.EXPIRED);
        assertThat(controller.expiredCount()).isEqualTo(1);
        periods(5);
        assertThat(controller.state()).isEqualTo(ControlState.STOPPED);
    }

    @Test
    void aPlaceGivenWhileATargetIsFollowedWaitsUntilItExpires() {
        driveAtFullSpeed();
        controller.offer(new CatLocation(5, 0, secondsFromNow(1)), now);
        periods(60);
        assertThat(controller.state()).isEqualTo(ControlState.APPROACH);
        assertThat(controller.expiredCount()).isEqualTo(1);
        track.state = TrackState.LOST;
        periods(5);
        assertThat(controller.state()).isEqualTo(ControlState.LOST);
    }

    @Test
    void aPlaceGivenBeforeTheFirstPictureIsGoneToWhenPicturesCome() {
        controller.offer(new CatLocation(5, 0, secondsFromNow(1)), now);
        periods(3);
        assertThat(controller.state()).isEqualTo(ControlState.GOTO);
    }

    @Test
    void aPlaceIsRefusedWhileStoppedAndForgottenByAStop() {
        driveAtFullSpeed();
        controller.offer(new CatLocation(5, 0, secondsFromNow(60)), now);
        stopCount = 1;
        period();
        assertThat(controller.offer(new CatLocation(5, 0, secondsFromNow(60)), now))
                .isEqualTo(OfferAnswer.REFUSED_STOPPED);
        track.state = TrackState.NONE;
        controller.offer(new Resume(1, secondsFromNow(1)), now);
        periods(10);
        assertThat(controller.state()).isEqualTo(ControlState.SEARCH);
    }

    @Test
    void aRestartNeitherUndoesAStopNorMakesOne() {
        Controller resumed = new Controller(ControlConfig.DEFAULT, 3);
        resumed.step(now, new Track(), 3, report);
        assertThat(resumed.state()).isEqualTo(ControlState.IDLE);
        Controller stopped = new Controller(ControlConfig.DEFAULT, 3);
        stopped.step(now, new Track(), 4, report);
        assertThat(stopped.state()).isEqualTo(ControlState.STOPPED);
    }
}
