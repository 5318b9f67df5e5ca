package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.GuardReason;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Control dies or stands still, at any moment: the guard has the wheels before the car is far. */
class GuardIT {
    /** From the signal until both motors were told zero. */
    private static final Duration HELD_WITHIN = Duration.ofMillis(200);

    /** The age that control bears in its guard's sign of life, one period, and what a busy machine adds. */
    private static final Duration STANDS_WITHIN = Duration.ofMillis(300);

    /** More of them give figures: {@code -Dcatfollow.guard.trials=20}. */
    private static final int TRIALS = Integer.getInteger("catfollow.guard.trials", 3);

    /** Of what is over its limit: a robot that is too slow is so each time. */
    private static final int TRIES = 3;

    private final Instance instance = new Instance("guard");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    private static void awaitState(LiveRegion live, GuardState state) {
        Await.until(
                () -> "the guard " + state + ", now " + live.guard().state,
                Await.PATIENCE,
                () -> live.guard().state == state);
    }

    /**
     * Signals control; returns how long it was until the guard took the wheels, by its own times. It tells
     * them zero before it says so, and again in each round from then on: the last time that it did would
     * have the time in it for which this test stood.
     */
    private Duration heldAfter(LiveRegion live, String signal, GuardReason... reasons) {
        GuardStatus[] held = {live.guard()};
        long trips = held[0].trips;
        long start = System.nanoTime();
        Instance.signal(signal, live.row("control").pid());
        Await.until(
                () -> "the guard to take the wheels, now " + live.guard().state,
                Await.PATIENCE,
                () -> {
                    held[0] = live.guard();
                    return held[0].trips > trips;
                });
        assertThat(held[0].trips).isEqualTo(trips + 1);
        assertThat(held[0].reason).isIn((Object[]) reasons);
        assertThat(held[0].lastZeroNanos).isGreaterThanOrEqualTo(held[0].lastTripNanos);
        return Duration.ofNanos(held[0].lastTripNanos - start);
    }

    /** Makes a trial; one that takes too long may have met a machine that stood, and is made again. */
    private static Duration undisturbed(Supplier<Duration> trial) {
        Duration took = trial.get();
        for (int i = 1; i < TRIES && took.compareTo(HELD_WITHIN) >= 0; i++) {
            System.out.printf("tried again: took %d ms%n", took.toMillis());
            took = trial.get();
        }
        return took;
    }

    private static void judge(String what, List<Duration> took) {
        Collections.sort(took);
        System.out.printf(
                "control %s: wheels held after p50 %.1f ms, at most %.1f ms (%d times)%n",
                what,
                took.get(took.size() / 2).toNanos() / 1e6,
                took.getLast().toNanos() / 1e6,
                took.size());
        assertThat(took).allSatisfy(each -> assertThat(each).isLessThan(HELD_WITHIN));
    }

    @Test
    void holdsTheWheelsWhenControlIsKilledAndGivesThemToTheNext() {
        instance.up("--source", "test:", "--model", "none");
        List<Duration> took = new ArrayList<>();
        try (LiveRegion live = instance.attach()) {
            long guard = live.row("guard").pid();
            for (int i = 0; i < TRIALS; i++) {
                took.add(undisturbed(() -> heldAfterAKill(live)));
            }
            assertThat(live.row("guard").pid()).isEqualTo(guard);
            assertThat(live.row("guard").lastError()).isEmpty();
        }
        judge("killed", took);
    }

    private Duration heldAfterAKill(LiveRegion live) {
        awaitState(live, GuardState.WATCHING);
        long killed = live.row("control").pid();
        // On a busy machine it falls silent before it has died.
        Duration took =
                heldAfter(live, "KILL", GuardReason.CONTROL_GONE, GuardReason.CONTROL_SILENT);
        // It was asked for; five in a minute would be given up.
        assertThat(instance.launch("restart", "control").code()).isZero();
        awaitState(live, GuardState.WATCHING);
        assertThat(live.guard().controlPid).isNotEqualTo(killed);
        return took;
    }

    @Test
    void holdsTheWheelsWhileControlStandsStill() {
        instance.up("--source", "test:", "--model", "none");
        List<Duration> took = new ArrayList<>();
        try (LiveRegion live = instance.attach()) {
            long control = live.row("control").pid();
            for (int i = 0; i < TRIALS; i++) {
                took.add(undisturbed(() -> heldAfterAStop(live, control)));
            }
            assertThat(live.row("control").pid()).isEqualTo(control);
        }
        judge("stopped", took);
    }

    private Duration heldAfterAStop(LiveRegion live, long control) {
        awaitState(live, GuardState.WATCHING);
        Duration took = heldAfter(live, "STOP", GuardReason.CONTROL_SILENT);
        awaitState(live, GuardState.HOLDING);
        long zero = live.guard().lastZeroNanos;
        Await.until("zero again", () -> live.guard().lastZeroNanos > zero);
        Instance.signal("CONT", control);
        awaitState(live, GuardState.WATCHING);
        return took;
    }

    @Test
    void isTheLastToEnd() {
        instance.up("--source", "test:", "--model", "none");
        try (LiveRegion live = instance.attach()) {
            awaitState(live, GuardState.WATCHING);
            assertThat(instance.launch("down").code()).isZero();
            assertThat(instance.log("launcher"))
                    .containsSubsequence("control: stopped", "guard: stopped");
            // The file has no name any more; what is mapped is what was written last.
            assertThat(live.guard().reason).isEqualTo(GuardReason.GUARD_ENDS);
            assertThat(live.guard().nanos).isZero();
        }
    }

    @Test
    void controlStandsWhileItsGuardIsDeadAndGoesOnByItself() {
        // The cat is in sight from the beginning on.
        instance.up("--source", "sim:", "--sim-seed", "4", "--model", "truth:");
        try (LiveRegion live = instance.attach()) {
            long control = live.row("control").pid();
            Duration took = standsWithoutItsGuard(live);
            // A machine that stood for some periods is asked again.
            for (int i = 1; i < TRIES && took.compareTo(STANDS_WITHIN) >= 0; i++) {
                took = standsWithoutItsGuard(live);
            }
            assertThat(took).isLessThan(STANDS_WITHIN);
            Await.until("control to drive", () -> live.control().speedMetresPerSecond > 0);
            assertThat(live.row("control").pid()).isEqualTo(control);
        }
    }

    /** Kills the guard of a control that drives; returns how long it was until control stood. */
    private Duration standsWithoutItsGuard(LiveRegion live) {
        Await.until("control to drive", () -> live.control().speedMetresPerSecond > 0);
        ControlStatus[] stood = new ControlStatus[1];
        // Else the next guard may be there before this one is missed.
        long launcher = instance.pid("launcher");
        Instance.signal("STOP", launcher);
        long start;
        try {
            start = System.nanoTime();
            Instance.signal("KILL", live.row("guard").pid());
            Await.until(
                    "control to stand",
                    () -> {
                        stood[0] = live.control();
                        return stood[0].state == ControlState.IDLE
                                && stood[0].reason == ControlReason.GUARD_GONE;
                    });
        } finally {
            Instance.signal("CONT", launcher);
        }
        // From the period on in which the guard is missed.
        assertThat(stood[0].speedMetresPerSecond).isZero();
        Duration took = Duration.ofNanos(stood[0].stateSinceNanos - start);
        System.out.printf("guard killed: control stands after %d ms%n", took.toMillis());
        return took;
    }
}
