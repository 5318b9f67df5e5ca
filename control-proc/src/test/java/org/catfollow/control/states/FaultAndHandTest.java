package org.catfollow.control.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.PursuitSettings;
import org.catfollow.control.settings.StateSettings;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What makes the robot stand, what may move it then, and the ways home and into a rest. */
class FaultAndHandTest {
    private static final long MILLI = 1_000_000;
    private static final PursuitSettings PURSUIT =
            new PursuitSettings(Duration.ofSeconds(10), Duration.ofSeconds(5));

    private final StateMachine machine =
            new StateMachine(StateSettings.DEFAULT, PURSUIT, HoldSettings.DEFAULT);
    private final PeriodInputs inputs = new PeriodInputs();

    @BeforeEach
    void everythingIsInOrder() {
        inputs.guardThere = true;
        inputs.sensors.floor = FloorState.FLOOR;
        inputs.sensors.battery = BatteryState.GOOD;
        inputs.sensors.echo = EchoState.FAR;
    }

    private ControlState period() {
        inputs.nowNanos += 20 * MILLI;
        inputs.frameId++;
        inputs.pictureAgeNanos = 0;
        inputs.pictureStale = false;
        machine.step(inputs);
        return machine.state();
    }

    private ControlState seconds(double seconds) {
        for (int i = 0; i < Math.round(seconds * 50); i++) {
            period();
        }
        return machine.state();
    }

    private void seeCat() {
        Track track = new Track();
        track.state = TrackState.CONFIRMED;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.x = 300;
        track.y = 100;
        track.width = 40;
        track.height = 96;
        inputs.trackState = track.state;
        inputs.target.look(track);
    }

    private void loseCat() {
        inputs.trackState = TrackState.NONE;
        inputs.target.forget();
    }

    private void assertNow(ControlState state, ControlReason reason) {
        assertThat(machine.state()).isEqualTo(state);
        assertThat(machine.reason()).isEqualTo(reason);
    }

    private void resume() {
        inputs.resumed = true;
        period();
        inputs.resumed = false;
    }

    private enum Cause {
        CAR(ControlReason.CAR_FAILED),
        CONTROL(ControlReason.CONTROL_FAILED),
        BATTERY(ControlReason.BATTERY_EMPTY),
        CLIFF(ControlReason.CLIFF);

        private final ControlReason reason;

        Cause(ControlReason reason) {
            this.reason = reason;
        }

        void set(PeriodInputs inputs, boolean there) {
            switch (this) {
                case CAR -> inputs.carFailed = there;
                case CONTROL -> inputs.controlFailed = there;
                case BATTERY ->
                        inputs.sensors.battery = there ? BatteryState.EMPTY : BatteryState.GOOD;
                case CLIFF -> inputs.sensors.floor = there ? FloorState.CLIFF : FloorState.FLOOR;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void aFaultLastsUntilItIsGoneAndSomebodyResumes(Cause cause) {
        seeCat();
        seconds(1);
        assertThat(machine.state()).isEqualTo(ControlState.APPROACH);
        cause.set(inputs, true);
        period();
        assertNow(ControlState.FAULT, cause.reason);
        resume();
        assertNow(ControlState.FAULT, cause.reason);
        cause.set(inputs, false);
        assertThat(seconds(20)).isEqualTo(ControlState.FAULT);
        resume();
        assertNow(ControlState.IDLE, ControlReason.RESUMED);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void oneResumeEndsStopAndFaultOrShowsTheFaultThatIsStillThere(Cause cause) {
        period();
        cause.set(inputs, true);
        period();
        inputs.stopLatched = true;
        period();
        assertNow(ControlState.STOPPED, ControlReason.STOP_PRESSED);
        inputs.stopLatched = false;
        assertThat(seconds(5)).isEqualTo(ControlState.STOPPED);
        resume();
        assertNow(ControlState.FAULT, cause.reason);
        cause.set(inputs, false);
        inputs.stopLatched = true;
        period();
        inputs.stopLatched = false;
        resume();
        assertNow(ControlState.IDLE, ControlReason.RESUMED);
    }

    @Test
    void aFloorThatIsNotKnownIsAFaultAfterTwoSeconds() {
        period();
        inputs.sensors.floor = FloorState.UNKNOWN;
        assertThat(seconds(1.98)).isNotEqualTo(ControlState.FAULT);
        seconds(0.04);
        assertNow(ControlState.FAULT, ControlReason.FLOOR_UNKNOWN);
    }

    @Test
    void aFloorThatIsKnownNowAndThenIsNoFault() {
        for (int i = 0; i < 10; i++) {
            inputs.sensors.floor = FloorState.UNKNOWN;
            seconds(1.5);
            inputs.sensors.floor = FloorState.FLOOR;
            assertThat(period()).isNotEqualTo(ControlState.FAULT);
        }
    }

    @Test
    void withoutTheGuardItIsIdleAndGoesOnByItselfWhenItIsBack() {
        seeCat();
        seconds(1);
        inputs.guardThere = false;
        period();
        assertNow(ControlState.IDLE, ControlReason.GUARD_GONE);
        assertThat(seconds(60)).isEqualTo(ControlState.IDLE);
        inputs.guardThere = true;
        period();
        assertNow(ControlState.SEARCH, ControlReason.IN_ORDER_AGAIN);
    }

    @Test
    void withoutTheGuardItDoesNotStartAndSaysWhy() {
        inputs.guardThere = false;
        seconds(1);
        assertNow(ControlState.IDLE, ControlReason.GUARD_GONE);
        assertThat(machine.transitionCount()).isEqualTo(1);
    }

    @Test
    void aHandTakesOverAndLetsGoWithoutAnyPictures() {
        inputs.manualGiven = true;
        inputs.nowNanos += 20 * MILLI;
        machine.step(inputs);
        assertNow(ControlState.MANUAL, ControlReason.MANUAL_GIVEN);
        inputs.manualGiven = false;
        inputs.nowNanos += 20 * MILLI;
        machine.step(inputs);
        assertNow(ControlState.IDLE, ControlReason.MANUAL_ENDED);
    }

    @Test
    void aCalibrationIsAHandWithAnotherReason() {
        period();
        inputs.manualGiven = true;
        inputs.calibrating = true;
        period();
        assertNow(ControlState.MANUAL, ControlReason.CALIBRATION_GIVEN);
        inputs.calibrating = false;
        period();
        assertNow(ControlState.MANUAL, ControlReason.MANUAL_GIVEN);
    }

    @Test
    void aHandDrivesNothingWithoutTheGuardOrAfterAStop() {
        inputs.manualGiven = true;
        inputs.guardThere = false;
        assertThat(seconds(1)).isEqualTo(ControlState.IDLE);
        inputs.guardThere = true;
        assertThat(period()).isEqualTo(ControlState.MANUAL);
        inputs.stopLatched = true;
        assertThat(seconds(1)).isEqualTo(ControlState.STOPPED);
    }

    @Test
    void aHandMayDriveAwayFromAnEdgeAndTheFaultIsThereAgainWhenItLetsGo() {
        period();
        Cause.CLIFF.set(inputs, true);
        period();
        inputs.manualGiven = true;
        period();
        assertNow(ControlState.MANUAL, ControlReason.MANUAL_GIVEN);
        Cause.CLIFF.set(inputs, false);
        assertThat(seconds(1)).isEqualTo(ControlState.MANUAL);
        inputs.manualGiven = false;
        period();
        assertNow(ControlState.FAULT, ControlReason.CLIFF);
        resume();
        assertNow(ControlState.IDLE, ControlReason.RESUMED);
    }

    @ParameterizedTest
    @EnumSource(names = {"CAR", "CONTROL", "BATTERY"})
    void aHandMovesNothingWhenMoreThanTheFloorIsWrong(Cause cause) {
        period();
        Cause.CLIFF.set(inputs, true);
        period();
        cause.set(inputs, true);
        inputs.manualGiven = true;
        period();
        assertNow(ControlState.FAULT, cause.reason);
        cause.set(inputs, false);
        // What was worse than the floor is gone; that it was there is not forgotten.
        assertThat(seconds(1)).isEqualTo(ControlState.FAULT);
    }

    @Test
    void drivesHomeWhateverItSeesAndStaysThereUntilResume() {
        seeCat();
        seconds(1);
        inputs.pose.set(3, 0, 0);
        inputs.homeAsked = true;
        period();
        inputs.homeAsked = false;
        assertNow(ControlState.GOTO, ControlReason.HOME_ASKED);
        assertThat(seconds(5)).isEqualTo(ControlState.GOTO);
        inputs.pose.set(0.1, 0, 0);
        period();
        assertNow(ControlState.STOPPED, ControlReason.HOME_REACHED);
        assertThat(seconds(60)).isEqualTo(ControlState.STOPPED);
        resume();
        assertNow(ControlState.IDLE, ControlReason.RESUMED);
    }

    @Test
    void somethingInTheWayEndsTheWayAndOnTheWayHomeItStays() {
        period();
        inputs.goalGiven = true;
        inputs.goal.set(5, 0);
        period();
        inputs.goalGiven = false;
        inputs.sensors.echo = EchoState.BLOCKED;
        assertThat(seconds(4.9)).isEqualTo(ControlState.GOTO);
        seconds(0.12);
        assertNow(ControlState.SEARCH, ControlReason.WAY_BLOCKED);
        inputs.homeAsked = true;
        period();
        inputs.homeAsked = false;
        // It had stood there before: the way home has its own time.
        assertThat(seconds(4.9)).isEqualTo(ControlState.GOTO);
        seconds(0.12);
        assertNow(ControlState.STOPPED, ControlReason.WAY_BLOCKED);
    }

    @Test
    void anAnimalThatWasFollowedLongEnoughHasARest() {
        seeCat();
        seconds(10);
        assertThat(machine.state()).isEqualTo(ControlState.APPROACH);
        seconds(0.2);
        assertNow(ControlState.IDLE, ControlReason.PURSUED_LONG_ENOUGH);
        assertThat(machine.resting()).isTrue();
        double rested = 0;
        while (machine.state() == ControlState.IDLE && rested < 10) {
            period();
            rested += 0.02;
        }
        assertThat(rested).isBetween(4.8, 5.0);
        assertThat(machine.resting()).isFalse();
        assertNow(ControlState.SEARCH, ControlReason.IN_ORDER_AGAIN);
    }

    @Test
    void aMomentOutOfSightIsNoRest() {
        seeCat();
        seconds(8);
        loseCat();
        seconds(3);
        seeCat();
        seconds(2.3);
        assertNow(ControlState.IDLE, ControlReason.PURSUED_LONG_ENOUGH);
    }

    @Test
    void asLongOutOfSightAsARestTakesIsOne() {
        seeCat();
        seconds(8);
        loseCat();
        seconds(5.2);
        seeCat();
        assertThat(seconds(9)).isEqualTo(ControlState.APPROACH);
    }

    @Test
    void aGuardThatGoesOrAStopDoesNotEndTheRest() {
        seeCat();
        seconds(10.3);
        inputs.guardThere = false;
        period();
        inputs.guardThere = true;
        inputs.stopLatched = true;
        period();
        inputs.stopLatched = false;
        resume();
        assertThat(seconds(4)).isEqualTo(ControlState.IDLE);
        assertThat(seconds(2)).isNotEqualTo(ControlState.IDLE);
    }
}
