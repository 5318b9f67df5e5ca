package org.catfollow.systemtests.hat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.standin.StandInEntry;
import org.catfollow.runtime.standin.StandInEntry.Kind;
import org.catfollow.systemtests.hat.Hand.Wish;

/**
 * A microcontroller that begins anew and answers again within one command of control: its telegrams are tried
 * again until they are done, so no command fails, and the timers are lost all the same.
 */
final class ShortReset {
    private static final Duration DEAF = Duration.ofMillis(5);
    private static final int TRIALS = 3;

    /** One in which nothing was refused tells nothing: nobody can notice it. */
    private static final int MOST_TRIES = 30;

    private static final Duration ANSWER = Duration.ofSeconds(1);

    /** No telegram is refused later than this. */
    private static final Duration REFUSED_WITHIN = Duration.ofMillis(300);

    /** From a telegram of a robot that only goes on: the next period begins while it is deaf. */
    private static final long BEFORE_THE_NEXT_NANOS = 22_000_000;

    private static final Wish STAND = new Wish(0, 0, 0, 0);
    private static final Wish ONE = new Wish(ByHand.HALF, 0, 0, 0);

    /** Faster and steered: a servo is written, then both wheels. */
    private static final Wish OTHER = new Wish(ByHand.HALF * 1.5, 10, 0, 0);

    /** When it begins anew. */
    private enum Moment {
        /** The changed command's first register is written, the wheels' are to follow. */
        IN_A_COMMAND,
        /** The period begins that takes the changed command. */
        BEFORE_A_COMMAND
    }

    private final Robot robot;

    ShortReset(Robot robot) {
        this.robot = robot;
    }

    /** Tries it at each moment; returns what was seen. */
    String judge() {
        long refused = 0;
        int tries = 0;
        for (Moment moment : Moment.values()) {
            int counted = 0;
            for (int i = 0; counted < TRIALS; i++) {
                if (i == MOST_TRIES) {
                    throw new RigFailure(
                            "nothing was refused by a reset in "
                                    + (i - counted)
                                    + " of "
                                    + i
                                    + " tries ("
                                    + moment
                                    + ")");
                }
                long now = trial(moment);
                refused += now;
                counted += now > 0 ? 1 : 0;
                tries++;
            }
        }
        robot.letGo();
        robot.await("the wheels to stand", this::stand);
        int trials = TRIALS * Moment.values().length;
        return trials
                + " times, "
                + refused
                + " refused; the timers are set up before a wheel turns; "
                + (tries - trials)
                + " repeated as nothing was refused";
    }

    private boolean stand() {
        robot.watch().look();
        return !robot.watch().turning();
    }

    /** Returns how many telegrams were refused: none where it could not be noticed. */
    private long trial(Moment moment) {
        robot.heal();
        robot.want(STAND);
        robot.await("the wheels to stand", this::stand);
        robot.drive(ONE);
        long mark = robot.log().mark();
        switch (moment) {
            case IN_A_COMMAND -> {
                robot.want(OTHER);
                long ignored = awaitTelegram(mark, Kind.WRITE);
            }
            case BEFORE_A_COMMAND -> {
                long last = awaitTelegram(mark, Kind.ANALOG);
                robot.want(OTHER);
                long end = last + BEFORE_THE_NEXT_NANOS;
                for (long left = 1; left > 0; left = end - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
        }
        robot.bench().reset(DEAF);
        boolean refused = robot.comes(REFUSED_WITHIN, () -> after(mark).refused() > 0);
        if (!refused || after(mark).unnoticed()) {
            return 0;
        }
        robot.drive(OTHER);
        AfterReset after = after(mark);
        if (after.unnoticed()) {
            return 0;
        }
        after.requireTimersFirst();
        return after.refused();
    }

    private AfterReset after(long mark) {
        return AfterReset.of(robot.log().entries(mark), robot.control().pid());
    }

    /** Waits for control's next telegram of a kind and returns when it was; it is hit within half a millisecond. */
    private long awaitTelegram(long mark, Kind kind) {
        long pid = robot.control().pid();
        long end = System.nanoTime() + ANSWER.toNanos();
        while (System.nanoTime() - end < 0) {
            List<StandInEntry> entries = robot.log().entries(mark);
            for (StandInEntry entry : entries) {
                if (entry.pid == pid && entry.kind == kind) {
                    return entry.nanos;
                }
            }
            Thread.onSpinWait();
        }
        throw new RigFailure("control sends nothing for " + ANSWER.toMillis() + " ms");
    }
}
