package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.AimSettings;
import org.catfollow.control.settings.DistanceSettings;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.ObstacleSettings;
import org.catfollow.control.settings.SpeedSettings;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cat is seen, lost and searched for. */
class MotionLawTest {
    private static final double PERIOD_SECONDS = 0.02;

    private final MotionLaw law =
            new MotionLaw(
                    new MotionSettings(
                            SpeedSettings.DEFAULT,
                            HoldSettings.DEFAULT,
                            DistanceSettings.DEFAULT,
                            ObstacleSettings.DEFAULT,
                            AimSettings.DEFAULT,
                            Duration.ofSeconds(1),
                            0.095));
    private final PeriodInputs inputs = new PeriodInputs();
    private final MotionCommand command = new MotionCommand();

    private double fastest;
    private double mostSteering;
    private double mostPan;

    @BeforeEach
    void everythingIsInOrder() {
        inputs.guardThere = true;
        inputs.pictureStale = false;
        inputs.pictureWeight = 1;
        inputs.elapsedSeconds = PERIOD_SECONDS;
        inputs.sensors.floor = FloorState.FLOOR;
        inputs.sensors.echo = EchoState.UNKNOWN;
    }

    private void see(double size) {
        Track track = new Track();
        track.state = TrackState.CONFIRMED;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.x = 300;
        track.width = 40;
        track.height = (float) (480 * size);
        track.y = 240 - track.height / 2;
        inputs.target.look(track);
        law.step(ControlState.ACQUIRE, 0, inputs, command);
        inputs.target.forget();
    }

    private void search(int rounds) {
        fastest = 0;
        mostSteering = 0;
        mostPan = 0;
        double all = rounds * (SearchPattern.SWEEP_SECONDS + SearchPattern.TURN_SECONDS);
        for (double seconds = 0; seconds < all; seconds += PERIOD_SECONDS) {
            inputs.nowNanos += 20_000_000;
            law.step(ControlState.SEARCH, seconds, inputs, command);
            fastest = Math.max(fastest, command.speedMetresPerSecond);
            mostSteering = Math.max(mostSteering, Math.abs(command.steeringDegrees));
            mostPan = Math.max(mostPan, Math.abs(command.panDegrees));
        }
    }

    @Test
    void aCatThatWasNearIsSearchedForWithTheCameraAlone() {
        see(0.45);
        // A sweep and a turn are 12 s; after 20 s it counts as gone.
        search(1);
        assertThat(fastest).isZero();
        assertThat(mostSteering).isZero();
        assertThat(mostPan).isGreaterThan(50);
        assertThat(law.limit()).isEqualTo(SpeedLimit.TARGET_NEAR);
    }

    @Test
    void aWayThatIsHeardToBeFreeLetsTheSearchDrive() {
        see(0.45);
        inputs.sensors.echo = EchoState.FAR;
        search(2);
        assertThat(fastest).isPositive();
        assertThat(mostSteering).isGreaterThan(20);
    }

    @Test
    void aCatThatWasFarIsSearchedForWithTheWheelsToo() {
        see(0.2);
        search(2);
        assertThat(fastest).isPositive();
    }

    @Test
    void aPoseThatIsGivenEndsTheWait() {
        see(0.45);
        law.forgetPose();
        search(2);
        assertThat(fastest).isPositive();
    }

    @Test
    void withoutSensorsTheSearchDrivesTwentySecondsLater() {
        see(0.45);
        inputs.sensors.echo = EchoState.NONE;
        search(1);
        assertThat(fastest).as("12 s after the cat was seen").isZero();
        search(2);
        assertThat(fastest).isPositive();
    }

    @Test
    void whatLookedLikeACatForAMomentDoesNotBeginTheSearchAnew() {
        // The first sweep, one way and back.
        searchFor(4.5);
        double before = command.panDegrees;
        see(0.2);
        searchFor(2 * PERIOD_SECONDS);
        assertThat(before).isNegative();
        assertThat(command.panDegrees).isLessThan(before + 5);
        searchFor(4.5);
        assertThat(fastest).as("the sweep is over, the turn began").isPositive();
    }

    private void searchFor(double duration) {
        for (double seconds = 0; seconds < duration; seconds += PERIOD_SECONDS) {
            law.step(ControlState.SEARCH, seconds, inputs, command);
            fastest = Math.max(fastest, command.speedMetresPerSecond);
        }
    }
}
