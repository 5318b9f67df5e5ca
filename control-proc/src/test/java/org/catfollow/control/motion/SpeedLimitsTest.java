package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.AimSettings;
import org.catfollow.control.settings.DistanceSettings;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.ObstacleSettings;
import org.catfollow.control.settings.SpeedSettings;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpeedLimitsTest {
    private static final MotionSettings SETTINGS =
            new MotionSettings(
                    SpeedSettings.DEFAULT,
                    HoldSettings.DEFAULT,
                    DistanceSettings.DEFAULT,
                    ObstacleSettings.DEFAULT,
                    AimSettings.DEFAULT,
                    Duration.ofSeconds(1),
                    0.095);
    private static final double FAR = Double.POSITIVE_INFINITY;

    private final SpeedLimits limits = new SpeedLimits(SETTINGS);
    private final PeriodInputs inputs = new PeriodInputs();
    private final TargetDistance distance =
            new TargetDistance(DistanceSettings.DEFAULT, AimSettings.DEFAULT);

    @BeforeEach
    void everythingIsInOrder() {
        inputs.guardThere = true;
        inputs.pictureWeight = 1;
        inputs.sensors.echo = EchoState.FAR;
        inputs.sensors.distanceMetres = 2;
        inputs.sensors.floor = FloorState.FLOOR;
        inputs.sensors.battery = BatteryState.GOOD;
    }

    private void assertLimit(double metresPerSecond, SpeedLimit limit) {
        assertLimit(ControlState.APPROACH, FAR, metresPerSecond, limit);
    }

    private void assertLimit(
            ControlState state, double targetMetres, double metresPerSecond, SpeedLimit limit) {
        limits.judge(state, inputs, targetMetres);
        assertThat(limits.forward()).isCloseTo(metresPerSecond, within(1e-6));
        assertThat(limits.holding(10)).isEqualTo(limit);
    }

    private void seeCutCat(double size) {
        Track track = cat(size);
        track.y = 480 - track.height;
        inputs.target.look(track);
        assertThat(inputs.target.cut()).isTrue();
    }

    private void seeCat(double size) {
        inputs.target.look(cat(size));
    }

    private static Track cat(double size) {
        Track track = new Track();
        track.state = TrackState.CONFIRMED;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.x = 300;
        track.width = 40;
        track.height = (float) (480 * size);
        track.y = 240 - track.height / 2;
        return track;
    }

    @Test
    void nothingLimitsWhereAllIsInOrder() {
        limits.judge(ControlState.APPROACH, inputs, FAR);
        assertThat(limits.forward()).isEqualTo(0.3);
        assertThat(limits.holding(0.3)).isEqualTo(SpeedLimit.NONE);
    }

    @Test
    void aCarWithoutSensorsIsNotLimitedByThem() {
        inputs.sensors.echo = EchoState.NONE;
        inputs.sensors.floor = FloorState.NONE;
        inputs.sensors.battery = BatteryState.NONE;
        limits.judge(ControlState.APPROACH, inputs, FAR);
        assertThat(limits.forward()).isEqualTo(0.3);
    }

    @Test
    void noEchoIsSlowAndNeitherAStopNorFullSpeed() {
        inputs.sensors.echo = EchoState.UNKNOWN;
        inputs.sensors.distanceMetres = -1;
        assertLimit(0.15, SpeedLimit.ECHO_UNKNOWN);
        assertThat(limits.backward()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.6, 0.3", "0.425, 0.15", "0.26, 0.06"})
    void theNearerSomethingIsTheSlower(float metres, double metresPerSecond) {
        inputs.sensors.echo = EchoState.NEAR;
        inputs.sensors.distanceMetres = metres;
        limits.judge(ControlState.GOTO, inputs, FAR);
        assertThat(limits.forward()).isCloseTo(metresPerSecond, within(1e-6));
    }

    @Test
    void somethingTooNearIsAStopForwards() {
        inputs.sensors.echo = EchoState.BLOCKED;
        assertLimit(0, SpeedLimit.OBSTACLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIFF", "UNKNOWN"})
    void whereThereMayBeNoFloorNothingTurnsForwards(FloorState floor) {
        inputs.sensors.floor = floor;
        assertLimit(0, SpeedLimit.FLOOR);
    }

    @ParameterizedTest
    @CsvSource({"LOW, 0.3", "VERY_LOW, 0.15", "UNKNOWN, 0.15", "EMPTY, 0"})
    void aLowBatteryIsSlow(BatteryState battery, double metresPerSecond) {
        inputs.sensors.battery = battery;
        limits.judge(ControlState.APPROACH, inputs, FAR);
        assertThat(limits.forward()).isEqualTo(metresPerSecond);
    }

    @Test
    void withoutTheGuardOrWhileItHoldsNothingTurns() {
        inputs.guardThere = false;
        assertLimit(ControlState.MANUAL, FAR, 0, SpeedLimit.GUARD);
        assertThat(limits.backward()).isZero();
        inputs.guardThere = true;
        inputs.guardHolds = true;
        assertLimit(0, SpeedLimit.GUARD);
    }

    @Test
    void anOldPictureIsSlow() {
        inputs.pictureWeight = 0.5;
        assertLimit(0.15, SpeedLimit.PICTURE_AGE);
    }

    @Test
    void nearTheAnimalItIsSlowAndVeryNearItStands() {
        seeCat(0.3);
        limits.judge(ControlState.APPROACH, inputs, 0.91);
        assertThat(limits.forward()).isEqualTo(0.3);
        assertLimit(ControlState.APPROACH, 0.9, 0.12, SpeedLimit.TARGET_NEAR);
        assertLimit(ControlState.APPROACH, 0.4, 0, SpeedLimit.TARGET_NEAR);
        seeCat(0.6);
        assertLimit(ControlState.APPROACH, 0.9, 0, SpeedLimit.TARGET_NEAR);
    }

    @Test
    void aHandNeedsNoPictureAndMayDriveBackwardsFromAnEdge() {
        inputs.pictureWeight = 0;
        inputs.sensors.floor = FloorState.CLIFF;
        assertLimit(ControlState.MANUAL, FAR, 0, SpeedLimit.FLOOR);
        assertThat(limits.backward()).isEqualTo(0.3);
        inputs.sensors.battery = BatteryState.VERY_LOW;
        limits.judge(ControlState.MANUAL, inputs, FAR);
        assertThat(limits.backward()).isEqualTo(0.15);
    }

    @Test
    void theRestOfTheAnimalIsALimitWhileIdle() {
        inputs.resting = true;
        assertLimit(ControlState.IDLE, FAR, 0, SpeedLimit.REST);
        limits.judge(ControlState.GOTO, inputs, FAR);
        assertThat(limits.forward()).isEqualTo(0.3);
    }

    @Test
    void theStrictestIsNamed() {
        inputs.pictureWeight = 0.9;
        inputs.sensors.echo = EchoState.UNKNOWN;
        assertLimit(0.15, SpeedLimit.ECHO_UNKNOWN);
        inputs.pictureWeight = 0.1;
        assertLimit(0.03, SpeedLimit.PICTURE_AGE);
    }

    @Test
    void whatIsNotWantedIsHeldBackByNothingUnlessItStands() {
        inputs.sensors.echo = EchoState.UNKNOWN;
        limits.judge(ControlState.APPROACH, inputs, FAR);
        assertThat(limits.holding(0.1)).isEqualTo(SpeedLimit.NONE);
        inputs.sensors.echo = EchoState.BLOCKED;
        limits.judge(ControlState.APPROACH, inputs, FAR);
        assertThat(limits.holding(0)).isEqualTo(SpeedLimit.OBSTACLE);
    }

    @Test
    void theDistanceIsTheNearerOfBoxAndEchoAheadOfTheCar() {
        seeCat(0.45);
        inputs.sensors.distanceMetres = 0.6f;
        assertThat(distance.metres(inputs, 0)).isCloseTo(0.6, within(1e-6));
        assertThat(distance.metres(inputs, -14)).isCloseTo(0.6, within(1e-6));
        assertThat(distance.metres(inputs, 20)).isCloseTo(0.743, within(0.001));
        inputs.sensors.distanceMetres = 3;
        assertThat(distance.metres(inputs, 0)).isCloseTo(0.743, within(0.001));
        inputs.sensors.echo = EchoState.UNKNOWN;
        inputs.sensors.distanceMetres = -1;
        assertThat(distance.metres(inputs, 0)).isCloseTo(0.743, within(0.001));
        inputs.target.forget();
        assertThat(distance.metres(inputs, 0)).isInfinite();
    }

    @Test
    void aCatThatTheEdgeCutsMayBeHalfAsFarAsItsBoxSays() {
        seeCat(0.3);
        double whole = distance.metres(inputs, 20);
        seeCutCat(0.3);
        assertThat(distance.metres(inputs, 20)).isCloseTo(whole / 2, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.12", "0.3, 0.12", "0.41, 0.12", "0.43, 0", "0.55, 0"})
    void aCatThatTheEdgeCutsIsNearAtLeastAlsoOnTheWayToAPlace(double size, double metresPerSecond) {
        seeCutCat(size);
        double metres = distance.metres(inputs, 20);
        assertLimit(ControlState.GOTO, metres, metresPerSecond, SpeedLimit.TARGET_NEAR);
        assertLimit(ControlState.APPROACH, metres, metresPerSecond, SpeedLimit.TARGET_NEAR);
    }

    private void loseCat(double size, boolean cut) {
        if (cut) {
            seeCutCat(size);
        } else {
            seeCat(size);
        }
        limits.remember(inputs, distance.metres(inputs, 20));
        inputs.target.forget();
        limits.remember(inputs, FAR);
    }

    @ParameterizedTest
    @CsvSource({"0.45, false", "0.7, false", "0.05, true"})
    void whoLostANearCatSearchesStandingUntilTheWayIsHeardToBeFree(double size, boolean cut) {
        loseCat(size, cut);
        for (EchoState echo : new EchoState[] {EchoState.UNKNOWN, EchoState.BLOCKED}) {
            inputs.sensors.echo = echo;
            inputs.nowNanos += 9_000_000_000L;
            limits.judge(ControlState.SEARCH, inputs, FAR);
            assertThat(limits.forward()).as("%s", echo).isZero();
        }
        inputs.sensors.echo = EchoState.FAR;
        limits.judge(ControlState.SEARCH, inputs, FAR);
        assertThat(limits.forward()).isEqualTo(0.3);
    }

    @Test
    void standingForALostCatHasAName() {
        loseCat(0.45, false);
        inputs.sensors.echo = EchoState.UNKNOWN;
        assertLimit(ControlState.SEARCH, FAR, 0, SpeedLimit.TARGET_NEAR);
        assertLimit(ControlState.GOTO, FAR, 0.15, SpeedLimit.ECHO_UNKNOWN);
    }

    @Test
    void whoLostAFarCatSearchesDriving() {
        loseCat(0.45, false);
        loseCat(0.2, false);
        inputs.sensors.echo = EchoState.UNKNOWN;
        assertLimit(ControlState.SEARCH, FAR, 0.15, SpeedLimit.ECHO_UNKNOWN);
    }

    @Test
    void waitsTwentySecondsForALostCatAndNoLonger() {
        inputs.nowNanos = 7_000_000_000L;
        loseCat(0.45, false);
        inputs.sensors.echo = EchoState.NONE;
        inputs.nowNanos += 19_999_999_999L;
        limits.judge(ControlState.SEARCH, inputs, FAR);
        assertThat(limits.forward()).isZero();
        inputs.nowNanos++;
        limits.judge(ControlState.SEARCH, inputs, FAR);
        assertThat(limits.forward()).isEqualTo(0.3);
    }

    @Test
    void aCarThatWasPutElsewhereDoesNotWaitForALostCat() {
        loseCat(0.45, false);
        limits.forget();
        inputs.sensors.echo = EchoState.UNKNOWN;
        assertLimit(ControlState.SEARCH, FAR, 0.15, SpeedLimit.ECHO_UNKNOWN);
    }
}
