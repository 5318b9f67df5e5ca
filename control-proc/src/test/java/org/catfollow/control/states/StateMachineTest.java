package org.catfollow.control.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
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

class StateMachineTest {
    private static final long MILLI = 1_000_000;

    private final StateMachine machine =
            new StateMachine(
                    StateSettings.DEFAULT,
                    new PursuitSettings(Duration.ofSeconds(20), Duration.ofSeconds(10)),
                    HoldSettings.DEFAULT);
    private final PeriodInputs inputs = new PeriodInputs();
    private final Track track = new Track();

    @BeforeEach
    void theGuardIsThere() {
        inputs.guardThere = true;
    }

    private void see(TrackState state, double size) {
        track.state = state;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.x = 300;
        track.y = 100;
        track.width = 40;
        track.height = (float) (480 * size);
        inputs.trackState = state;
        inputs.target.look(track);
    }

    /** One period of 20 ms with a new, fresh picture. */
    private ControlState period() {
        inputs.frameId++;
        inputs.pictureAgeNanos = 0;
        inputs.pictureStale = false;
        return stalePeriod(0);
    }

    private ControlState stalePeriod(long ageMillis) {
        inputs.nowNanos += 20 * MILLI;
        if (ageMillis > 0) {
            inputs.pictureAgeNanos = ageMillis * MILLI;
            inputs.pictureStale = ageMillis >= 400;
        }
        machine.step(inputs);
        return machine.state();
    }

    private ControlState periods(int count) {
        for (int i = 0; i < count; i++) {
            period();
        }
        return machine.state();
    }

    private void assertNow(ControlState state, ControlReason reason) {
        assertThat(machine.state()).isEqualTo(state);
        assertThat(machine.reason()).isEqualTo(reason);
    }

    private void reachApproach() {
        see(TrackState.CONFIRMED, 0.2);
        periods(2 + StateSettings.DEFAULT.acquireFrames());
        assertNow(ControlState.APPROACH, ControlReason.CONFIRMED_FAR);
    }

    @Test
    void waitsForTheFirstPicture() {
        stalePeriod(3000);
        assertNow(ControlState.IDLE, ControlReason.START);
        period();
        assertNow(ControlState.SEARCH, ControlReason.PICTURES_ARRIVED);
    }

    @Test
    void aTentativeTargetIsNotFollowed() {
        see(TrackState.TENTATIVE, 0.2);
        assertThat(periods(200)).isEqualTo(ControlState.ACQUIRE);
        see(TrackState.CONFIRMED, 0.2);
        assertThat(period()).isEqualTo(ControlState.APPROACH);
    }

    @Test
    void aConfirmedTargetIsFollowedAfterSomePicturesInARowNotPeriods() {
        see(TrackState.CONFIRMED, 0.2);
        periods(2);
        for (int i = 0; i < 20; i++) {
            stalePeriod(0);
        }
        assertThat(machine.state()).isEqualTo(ControlState.ACQUIRE);
        periods(StateSettings.DEFAULT.acquireFrames());
        assertThat(machine.state()).isEqualTo(ControlState.APPROACH);
    }

    @Test
    void aNearTargetIsHeldAtOnce() {
        see(TrackState.CONFIRMED, 0.5);
        periods(10);
        assertNow(ControlState.TRACK, ControlReason.CONFIRMED_NEAR);
    }

    @Test
    void holdingHasHysteresis() {
        reachApproach();
        see(TrackState.CONFIRMED, 0.399);
        assertThat(period()).isEqualTo(ControlState.APPROACH);
        see(TrackState.CONFIRMED, 0.401);
        period();
        assertNow(ControlState.TRACK, ControlReason.HOLD_REACHED);
        see(TrackState.CONFIRMED, 0.351);
        assertThat(period()).isEqualTo(ControlState.TRACK);
        see(TrackState.CONFIRMED, 0.349);
        period();
        assertNow(ControlState.APPROACH, ControlReason.TARGET_MOVED_AWAY);
    }

    @Test
    void coastsThenIsLostThenSearches() {
        reachApproach();
        see(TrackState.COASTING, 0.2);
        period();
        assertNow(ControlState.COAST, ControlReason.TARGET_UNSEEN);
        periods(49);
        assertThat(machine.state()).isEqualTo(ControlState.COAST);
        period();
        assertNow(ControlState.LOST, ControlReason.COASTED_TOO_LONG);
        periods(99);
        assertThat(machine.state()).isEqualTo(ControlState.LOST);
        period();
        assertNow(ControlState.SEARCH, ControlReason.LOST_TOO_LONG);
    }

    @Test
    void goesOnWhenTheSameTargetShowsAgain() {
        reachApproach();
        see(TrackState.COASTING, 0.2);
        periods(5);
        see(TrackState.CONFIRMED, 0.2);
        period();
        assertNow(ControlState.APPROACH, ControlReason.SEEN_AGAIN_FAR);
    }

    @Test
    void anotherTargetIsAcquiredFirst() {
        reachApproach();
        inputs.trackId++;
        period();
        assertNow(ControlState.ACQUIRE, ControlReason.TARGET_REPLACED);
        assertThat(machine.previousState()).isEqualTo(ControlState.APPROACH);
    }

    @Test
    void aStalePictureCoastsAndNoneAtAllIsIdle() {
        reachApproach();
        stalePeriod(399);
        assertThat(machine.state()).isEqualTo(ControlState.APPROACH);
        stalePeriod(400);
        assertNow(ControlState.COAST, ControlReason.PICTURE_STALE);
        stalePeriod(2000);
        assertNow(ControlState.IDLE, ControlReason.NO_PICTURES);
    }

    @Test
    void aTargetSeenOnTheWayIsMoreThanAPlace() {
        periods(2);
        inputs.goalGiven = true;
        inputs.goal.set(5, 0);
        period();
        assertNow(ControlState.GOTO, ControlReason.CAT_LOCATION_GIVEN);
        inputs.goalGiven = false;
        see(TrackState.TENTATIVE, 0.2);
        period();
        assertNow(ControlState.ACQUIRE, ControlReason.TARGET_SEEN);
    }

    @Test
    void searchesWhereItArrives() {
        periods(2);
        inputs.goalGiven = true;
        inputs.goal.set(5, 0);
        period();
        inputs.goalGiven = false;
        inputs.pose.set(4.75, 0, 0);
        assertThat(period()).isEqualTo(ControlState.GOTO);
        inputs.pose.set(4.85, 0, 0);
        period();
        assertNow(ControlState.SEARCH, ControlReason.ARRIVED);
    }

    @Test
    void randomInputsTakeEveryRowAndNoStopIsEverMissed() {
        Random random = new Random(7);
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < 1_500_000; i++) {
            randomInputs(random, i);
            ControlState before = machine.state();
            if (machine.step(inputs)) {
                assertThat(machine.previousState()).isEqualTo(before);
                taken.add(before + " " + machine.reason() + " " + machine.state());
            }
            if (inputs.stopLatched) {
                assertThat(machine.state()).isEqualTo(ControlState.STOPPED);
            } else if (inputs.carFailed || inputs.controlFailed) {
                assertThat(machine.state()).isIn(ControlState.STOPPED, ControlState.FAULT);
            }
            assertHandNeverWithoutLeave();
        }
        Set<String> rows = new HashSet<>();
        TransitionTable.ROWS.forEach(r -> rows.add(r.from() + " " + r.reason() + " " + r.to()));
        assertThat(rows).containsAll(taken);
        rows.removeAll(taken);
        assertThat(rows).as("rows never taken").isEmpty();
    }

    private void assertHandNeverWithoutLeave() {
        if (machine.state() == ControlState.MANUAL) {
            assertThat(inputs.manualGiven && inputs.guardThere).isTrue();
            assertThat(inputs.sensors.battery).isNotEqualTo(BatteryState.EMPTY);
        }
    }

    /** Changes one thing now and then, so that states last long enough for their time limits. */
    private void randomInputs(Random random, int i) {
        inputs.nowNanos += 20 * MILLI;
        inputs.frameId = i + 1L;
        // Calm stretches let the long time limits pass, busy ones take the other rows.
        int stretch = i / 20_000 % 3;
        int calm = stretch == 0 ? 20 : 4000;
        if (stretch == 2 && random.nextInt(30) == 0) {
            // Near, far and out of sight, over and over: a pursuit that lasts.
            boolean hidden = random.nextInt(3) == 0;
            see(
                    hidden ? TrackState.COASTING : TrackState.CONFIRMED,
                    0.2 + 0.4 * random.nextDouble());
        } else if (random.nextInt(calm) == 0) {
            TrackState[] states = TrackState.values();
            see(states[random.nextInt(states.length)], 0.1 + 0.5 * random.nextDouble());
        }
        if (random.nextInt(10 * calm) == 0) {
            inputs.trackId++;
        }
        if (random.nextInt(20) == 0) {
            inputs.pictureAgeNanos = random.nextInt(calm) == 0 ? 3000 * MILLI : 0;
            inputs.pictureAgeNanos =
                    random.nextInt(calm) == 0 ? 500 * MILLI : inputs.pictureAgeNanos;
            inputs.pictureStale = inputs.pictureAgeNanos >= 400 * MILLI;
        }
        inputs.stopLatched = random.nextInt(20 * calm) == 0;
        inputs.carFailed = random.nextInt(20 * calm) == 0;
        inputs.controlFailed = random.nextInt(20 * calm) == 0;
        inputs.resumed = random.nextInt(20) == 0;
        inputs.goalGiven = random.nextInt(2 * calm) == 0;
        inputs.homeAsked = random.nextInt(4 * calm) == 0;
        if (random.nextInt(4 * calm) == 0) {
            inputs.guardThere = random.nextInt(4) != 0;
        }
        if (random.nextInt(2 * calm) == 0) {
            inputs.manualGiven = random.nextInt(4) == 0;
            inputs.calibrating = inputs.manualGiven && random.nextInt(3) == 0;
        }
        randomSensors(random, calm);
        if (random.nextInt(2 * calm) == 0) {
            inputs.goal.set(random.nextInt(2), 0);
        }
    }

    private void randomSensors(Random random, int calm) {
        if (random.nextInt(4 * calm) == 0) {
            int pick = random.nextInt(8);
            inputs.sensors.floor =
                    pick == 0
                            ? FloorState.CLIFF
                            : pick == 1 ? FloorState.UNKNOWN : FloorState.FLOOR;
            inputs.sensors.battery =
                    random.nextInt(12) == 0 ? BatteryState.EMPTY : BatteryState.GOOD;
        }
        if (random.nextInt(4 * calm) == 0) {
            inputs.sensors.echo = random.nextBoolean() ? EchoState.BLOCKED : EchoState.FAR;
        }
    }
}
