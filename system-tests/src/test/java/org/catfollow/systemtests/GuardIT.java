package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.GuardReason;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Control dies or stands still, at any moment: the guard has the wheels before the car is far. */
class GuardIT {
    /** From the signal until both motors were told zero. */
    private static final Duration HELD_WITHIN = Duration.ofMillis(200);

    /** More of them give figures: {@code -Dcatfollow.guard.trials=20}. */
    private static final int TRIALS = Integer.getInteger("catfollow.guard.trials", 3);

    private static final int SIGKILL = 9;
    private static final int SIGSTOP = 19;
    private static final int SIGCONT = 18;

    private final Instance instance = new Instance("guard");
    private final Syscall kill = new Syscall(Call.KILL);

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    /** Without a process of its own, whose start would be measured too. */
    private void signal(long pid, int signal) {
        assertThat(kill.call(pid, signal, 0, 0, 0)).isZero();
    }

    private static void awaitState(LiveRegion live, GuardState state) {
        Await.until(
                () -> "the guard " + state + ", now " + live.guard().state,
                Await.PATIENCE,
                () -> live.guard().state == state);
    }

    /** Signals control; returns how long it was until the wheels were held, by the guard's own times. */
    private Duration heldAfter(LiveRegion live, int signal, GuardReason... reasons) {
        long trips = live.guard().trips;
        long start = System.nanoTime();
        signal(live.row("control").pid(), signal);
        Await.until(
                () -> "the guard to take the wheels, now " + live.guard().state,
                Await.PATIENCE,
                () -> live.guard().trips > trips);
        GuardStatus status = live.guard();
        assertThat(status.trips).isEqualTo(trips + 1);
        assertThat(status.reason).isIn((Object[]) reasons);
        assertThat(status.lastZeroNanos).isGreaterThanOrEqualTo(status.lastTripNanos);
        return Duration.ofNanos(status.lastZeroNanos - start);
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
                awaitState(live, GuardState.WATCHING);
                long killed = live.row("control").pid();
                // On a busy machine it falls silent before it has died.
                took.add(
                        heldAfter(
                                live,
                                SIGKILL,
                                GuardReason.CONTROL_GONE,
                                GuardReason.CONTROL_SILENT));
                // It was asked for; five in a minute would be given up.
                assertThat(instance.launch("restart", "control").code()).isZero();
                awaitState(live, GuardState.WATCHING);
                assertThat(live.guard().controlPid).isNotEqualTo(killed);
            }
            assertThat(live.row("guard").pid()).isEqualTo(guard);
            assertThat(live.row("guard").lastError()).isEmpty();
        }
        judge("killed", took);
    }

    @Test
    void holdsTheWheelsWhileControlStandsStill() {
        instance.up("--source", "test:", "--model", "none");
        List<Duration> took = new ArrayList<>();
        try (LiveRegion live = instance.attach()) {
            long control = live.row("control").pid();
            for (int i = 0; i < TRIALS; i++) {
                awaitState(live, GuardState.WATCHING);
                took.add(heldAfter(live, SIGSTOP, GuardReason.CONTROL_SILENT));
                awaitState(live, GuardState.HOLDING);
                long zero = live.guard().lastZeroNanos;
                Await.until("zero again", () -> live.guard().lastZeroNanos > zero);
                signal(control, SIGCONT);
                awaitState(live, GuardState.WATCHING);
            }
            assertThat(live.row("control").pid()).isEqualTo(control);
        }
        judge("stopped", took);
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
        instance.up("--source", "sim:", "--model", "truth:");
        try (LiveRegion live = instance.attach()) {
            Await.until("control to drive", () -> live.control().speedMetresPerSecond > 0);
            long control = live.row("control").pid();
            // Else the next guard may be there before this one is missed.
            long launcher = instance.pid("launcher");
            signal(launcher, SIGSTOP);
            Duration took;
            try {
                long start = System.nanoTime();
                signal(live.row("guard").pid(), SIGKILL);
                Await.until("control to stand", () -> live.control().speedMetresPerSecond == 0);
                took = Duration.ofNanos(live.control().nanos - start);
            } finally {
                signal(launcher, SIGCONT);
            }
            System.out.printf("guard killed: control stands after %d ms%n", took.toMillis());
            // The age that control bears, one period, and what a busy machine adds.
            assertThat(took).isLessThan(Duration.ofMillis(300));
            assertThat(live.control().state).isEqualTo(ControlState.IDLE);
            assertThat(live.control().reason).isEqualTo(ControlReason.GUARD_GONE);
            Await.until("control to drive", () -> live.control().speedMetresPerSecond > 0);
            assertThat(live.row("control").pid()).isEqualTo(control);
        }
    }
}
