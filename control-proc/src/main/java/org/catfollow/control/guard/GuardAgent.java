package org.catfollow.control.guard;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageContext;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleWatch;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.GuardReason;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.StateSlot;

/**
 * The guard's duty cycle: look at control, hold the wheels where it does not live, say so, wait. One
 * thread; a round in which nothing changes allocates nothing, takes no lock and logs nothing.
 *
 * <p>When the guard itself ends while control drives, it first says so (a status with time 0, which is as
 * old as can be), control stops in its next period, and only then does the guard go: there is no moment in
 * which the wheels turn and nobody watches.
 */
final class GuardAgent implements StageAgent {
    /**
     * How long a guard that ends waits for control to stand. Control notices in a period; one that has
     * not by then drives without a guard on purpose, and is left alone.
     */
    static final long FAREWELL_NANOS = 250_000_000;

    /** How often a guard that ends tries to reach the wheels; the launcher gives it 2 s. */
    private static final int LAST_TRIES = 20;

    private static final long LAST_PAUSE_NANOS = 10_000_000;

    /**
     * What fails for a shorter time is no news: control resets the HAT's microcontroller when it starts,
     * which answers nobody for 0.2 s and drives no motor meanwhile.
     */
    private static final long NEWS_AFTER_NANOS = 500_000_000;

    private final StageContext context;
    private final Region region;
    private final GuardDuty duty;
    private final Wheels wheels;
    private final long roundNanos;
    private final ControlSign sign = new ControlSign();
    private final StageRowReader control;
    private final RoleWatch role;
    private final TwoCellReader<ControlStatus> controlReader;
    private final TwoCellWriter<GuardStatus> writer;
    private final String car;
    private GuardState told;
    private String failureTold = "";

    /** Since when the wheels were not reached; 0 while they are. */
    private long failingSinceNanos;

    /** Takes over a region; {@code duty} and {@code wheels} are the process's and outlive it. */
    GuardAgent(GuardConfig config, GuardDuty duty, Wheels wheels, StageContext context) {
        this.context = context;
        this.region = context.region();
        this.duty = duty;
        this.wheels = wheels;
        this.roundNanos = config.round().toNanos();
        this.car = config.car().flagValue();
        this.control = region.stageRow(Role.CONTROL);
        this.controlReader = region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        this.writer = context.claim().stateWriter(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC);
        GuardStatus before = new GuardStatus();
        if (region.stateReader(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC).read(before)
                == TwoCellReader.Answer.VALUE) {
            duty.succeed(before);
        }
        this.role = new RoleWatch(region.files(), Role.CONTROL);
    }

    @Override
    public boolean doWork() {
        if (region.isLost()) {
            // Not to be read any more; close() does what is to be done.
            return true;
        }
        round();
        LockSupport.parkNanos(roundNanos);
        return true;
    }

    /** A round without its wait. */
    void round() {
        look();
        GuardStatus status = duty.status(System.nanoTime());
        writer.write(status);
        if (status.state != told) {
            told = status.state;
            tell(status);
        }
    }

    /** Looks at control, and holds the wheels where that is called for. */
    private void look() {
        // The clock first: should we be kept waiting here, control only looks younger than it is.
        // Nothing but its age is concluded from the heartbeat, one word that is whole on every
        // machine, so its order among control's stores does not matter; seen late, it holds early.
        long now = System.nanoTime();
        sign.pid = control.pid();
        sign.held = role.isHeld(control.lockInode());
        sign.activity = control.activity();
        sign.heartbeatNanos = control.heartbeatNanos();
        duty.look(sign, now);
        if (duty.mustZero()) {
            zero();
        }
    }

    private boolean zero() {
        try {
            wheels.zero();
            duty.zeroed(System.nanoTime());
            failingSinceNanos = 0;
            failureTold = "";
            return true;
        } catch (IOException e) {
            duty.zeroFailed();
            failed(String.valueOf(e.getMessage()), System.nanoTime());
            return false;
        }
    }

    private void failed(String failure, long nowNanos) {
        failingSinceNanos = failingSinceNanos == 0 ? nowNanos : failingSinceNanos;
        if (nowNanos - failingSinceNanos >= NEWS_AFTER_NANOS && !failure.equals(failureTold)) {
            failureTold = failure;
            tellFailure(failure);
        }
    }

    /** Once for each kind of failure and not in each round: it is tried again until it works. */
    private void tellFailure(String failure) {
        // A region that was cut short is not to be touched.
        if (region.isCut()) {
            context.log().warn("the wheels may turn: {}", failure);
        } else {
            context.mistake("the wheels may turn: " + failure);
        }
    }

    /** For people, when the state has changed. */
    private void tell(GuardStatus status) {
        String text =
                switch (status.state) {
                    case WATCHING -> "car " + car + ", watches control";
                    case HOLDING -> "car " + car + ", holds the wheels: " + why(status);
                    case FAILING -> "car " + car + ", cannot reach the wheels";
                };
        context.running(text);
        context.log().info("{} (control {}, trips {})", text, status.controlPid, status.trips);
    }

    private static String why(GuardStatus status) {
        return status.reason == GuardReason.NONE
                ? "control is not at work yet"
                : status.reason.meaning();
    }

    @Override
    public void close() {
        try {
            if (region.isLost()) {
                duty.regionLost(System.nanoTime());
                zeroAtLast();
            } else {
                resign();
            }
        } finally {
            role.close();
        }
    }

    /** Lets control stand before nobody watches it any more. */
    private void resign() {
        publishEnd();
        long saidNanos = System.nanoTime();
        look();
        while (duty.controlThere()
                && !standsSince(saidNanos)
                && System.nanoTime() - saidNanos < FAREWELL_NANOS) {
            LockSupport.parkNanos(LAST_PAUSE_NANOS / 2);
            look();
        }
        if (!duty.controlThere() || standsSince(saidNanos)) {
            duty.ends();
            zeroAtLast();
            publishEnd();
        }
    }

    private void zeroAtLast() {
        boolean done = zero();
        for (int i = 1; i < LAST_TRIES && !done; i++) {
            LockSupport.parkNanos(LAST_PAUSE_NANOS);
            done = zero();
        }
        if (!done) {
            context.log().error("the guard ends, and the wheels may turn: it cannot reach them");
        }
    }

    private void publishEnd() {
        writer.write(duty.status(0));
    }

    private boolean standsSince(long nanos) {
        ControlStatus status = new ControlStatus();
        return controlReader.read(status) == TwoCellReader.Answer.VALUE
                && status.nanos - nanos > 0
                && status.speedMetresPerSecond == 0;
    }
}
