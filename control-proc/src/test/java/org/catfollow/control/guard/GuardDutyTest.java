package org.catfollow.control.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.slots.GuardReason;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the wheels are control's, and when the guard's. */
class GuardDutyTest {
    private static final long MILLI = 1_000_000;
    private static final long SILENT = 100 * MILLI;

    private final GuardDuty duty = new GuardDuty(SILENT, 0);
    private final ControlSign sign = new ControlSign();
    private long now = 5_000 * MILLI;

    private GuardStatus look() {
        duty.look(sign, now);
        return duty.status(now);
    }

    /** A look after which the wheels are told zero where they must be. */
    private GuardStatus lookAndZero() {
        duty.look(sign, now);
        if (duty.mustZero()) {
            duty.zeroed(now);
        }
        return duty.status(now);
    }

    private void pass(long millis) {
        now += millis * MILLI;
    }

    private void controlWorks() {
        sign.held = true;
        sign.pid = 77;
        sign.activity = Activity.RUNNING;
        sign.heartbeatNanos = now;
    }

    private void watch() {
        controlWorks();
        assertThat(look().state).isEqualTo(GuardState.WATCHING);
    }

    @Test
    void leavesTheWheelsToAControlThatLives() {
        watch();
        for (int i = 0; i < 100; i++) {
            pass(20);
            sign.heartbeatNanos = now;
            assertThat(look().state).isEqualTo(GuardState.WATCHING);
            assertThat(duty.mustZero()).isFalse();
        }
        assertThat(look().trips).isZero();
        assertThat(look().reason).isEqualTo(GuardReason.NONE);
        assertThat(look().controlPid).isEqualTo(77);
    }

    @Test
    void takesThemInTheVeryLookInWhichNobodyHoldsTheRole() {
        watch();
        sign.held = false;
        GuardStatus status = look();
        assertThat(duty.mustZero()).isTrue();
        assertThat(status.state).isEqualTo(GuardState.HOLDING);
        assertThat(status.reason).isEqualTo(GuardReason.CONTROL_GONE);
        assertThat(status.trips).isEqualTo(1);
        assertThat(status.lastTripNanos).isEqualTo(now);
    }

    @Test
    void takesThemWhenTheHeartbeatIsOlderThanTheLimitAndNotBefore() {
        watch();
        pass(100);
        assertThat(look().state).isEqualTo(GuardState.WATCHING);
        now++;
        assertThat(look().state).isEqualTo(GuardState.HOLDING);
        assertThat(look().reason).isEqualTo(GuardReason.CONTROL_SILENT);
    }

    @Test
    void aHeartbeatYoungerThanTheLookIsFresh() {
        controlWorks();
        sign.heartbeatNanos = now + 3 * MILLI;
        assertThat(look().state).isEqualTo(GuardState.WATCHING);
    }

    @Test
    void holdsInEveryLookAndCountsOneTrip() {
        watch();
        sign.held = false;
        for (int i = 0; i < 10; i++) {
            pass(10);
            GuardStatus status = lookAndZero();
            assertThat(duty.mustZero()).isTrue();
            assertThat(status.trips).isEqualTo(1);
            assertThat(status.lastZeroNanos).isEqualTo(now);
        }
    }

    @Test
    void givesThemBackWhenControlGoesOn() {
        watch();
        pass(500);
        assertThat(lookAndZero().state).isEqualTo(GuardState.HOLDING);
        sign.heartbeatNanos = now;
        assertThat(look().state).isEqualTo(GuardState.WATCHING);
        assertThat(duty.mustZero()).isFalse();
        pass(500);
        assertThat(look().trips).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Activity.class,
            names = {"ABSENT", "STARTING", "STOPPED", "FAILED"})
    void holdsUntilAControlThatWasStartedWorks(Activity activity) {
        controlWorks();
        sign.activity = activity;
        assertThat(lookAndZero().state).isEqualTo(GuardState.HOLDING);
        pass(10);
        lookAndZero();
        assertThat(duty.mustZero()).isTrue();
        assertThat(look().trips).isZero();
        watch();
    }

    @Test
    void aControlThatEndsAsAskedIsNoTripAndTheWheelsAreHeld() {
        watch();
        sign.activity = Activity.STOPPED;
        GuardStatus status = look();
        assertThat(duty.mustZero()).isTrue();
        assertThat(status.state).isEqualTo(GuardState.HOLDING);
        assertThat(status.reason).isEqualTo(GuardReason.CONTROL_GONE);
        sign.held = false;
        assertThat(look().trips).isZero();
    }

    @Test
    void aControlThatWasNeverThereIsNoTripAndTheWheelsAreToldOnce() {
        assertThat(lookAndZero().state).isEqualTo(GuardState.HOLDING);
        assertThat(duty.status(now).lastZeroNanos).isEqualTo(now);
        pass(10);
        look();
        assertThat(duty.mustZero()).isFalse();
        assertThat(duty.status(now).trips).isZero();
        assertThat(duty.status(now).reason).isEqualTo(GuardReason.NONE);
    }

    @Test
    void triesAgainWhereTheFirstZeroFailed() {
        look();
        duty.zeroFailed();
        assertThat(duty.status(now).state).isEqualTo(GuardState.FAILING);
        pass(10);
        look();
        assertThat(duty.mustZero()).isTrue();
        duty.zeroed(now);
        assertThat(duty.status(now).state).isEqualTo(GuardState.HOLDING);
        assertThat(duty.status(now).failures).isEqualTo(1);
    }

    @Test
    void failsUntilTheWheelsAreReachedAndCountsEachTime() {
        watch();
        sign.held = false;
        for (int i = 1; i <= 5; i++) {
            pass(10);
            look();
            duty.zeroFailed();
            assertThat(duty.status(now).state).isEqualTo(GuardState.FAILING);
            assertThat(duty.status(now).failures).isEqualTo(i);
        }
        controlWorks();
        assertThat(look().state).isEqualTo(GuardState.WATCHING);
    }

    @Test
    void aLostRegionTakesTheWheelsFromAControlThatDrove() {
        watch();
        duty.regionLost(now);
        assertThat(duty.mustZero()).isTrue();
        assertThat(duty.status(now).reason).isEqualTo(GuardReason.REGION_LOST);
        assertThat(duty.status(now).trips).isEqualTo(1);
        // On the next region control has no row yet and still its role.
        sign.pid = 0;
        sign.activity = Activity.ABSENT;
        pass(10);
        lookAndZero();
        assertThat(duty.mustZero()).isTrue();
        assertThat(duty.status(now).trips).isEqualTo(1);
        watch();
    }

    @Test
    void goesOnCountingFromTheGuardBefore() {
        GuardStatus before = new GuardStatus();
        before.trips = 4;
        before.failures = 2;
        before.reason = GuardReason.CONTROL_SILENT;
        before.state = GuardState.HOLDING;
        duty.succeed(before);
        assertThat(look().trips).isEqualTo(4);
        assertThat(look().failures).isEqualTo(2);
        assertThat(look().reason).isEqualTo(GuardReason.CONTROL_SILENT);
    }

    @Test
    void aControlThatDiedTogetherWithItsGuardIsATripOfTheNextGuard() {
        GuardStatus before = new GuardStatus();
        before.state = GuardState.WATCHING;
        duty.succeed(before);
        sign.pid = 77;
        sign.activity = Activity.RUNNING;
        assertThat(look().trips).isEqualTo(1);
        assertThat(duty.mustZero()).isTrue();
    }

    @Test
    void aControlThatOutlivedItsGuardIsNoTrip() {
        GuardStatus before = new GuardStatus();
        before.state = GuardState.WATCHING;
        duty.succeed(before);
        watch();
        assertThat(look().trips).isZero();
    }
}
