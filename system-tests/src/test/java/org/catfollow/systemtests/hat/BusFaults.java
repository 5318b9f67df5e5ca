package org.catfollow.systemtests.hat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.catfollow.runtime.standin.StandInBench;
import org.catfollow.runtime.standin.StandInEntry;
import org.catfollow.runtime.standin.StandInEntry.Kind;
import org.catfollow.runtime.standin.StandInEntry.Outcome;
import org.catfollow.systemtests.hat.Hand.Wish;

/** With each fault of the bus the wheels end at zero, or the log shows that it is tried again and again. */
final class BusFaults {
    /** The bus is broken for so long. */
    private static final Duration BROKEN = Duration.ofSeconds(2);

    /**
     * Zero is tried at least once in this time, by control or the guard: twice what the robot is held to on a
     * processor that is not emulated, for a call that is stuck blocks 100 ms, and what fails for the first
     * time is interpreted.
     */
    private static final Duration TRIED_EVERY = Duration.ofMillis(500);

    private static final Duration STANDS_WITHIN = Duration.ofSeconds(2);
    private static final Duration STANDS_ONCE_HEALED = Duration.ofMillis(200);
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(1);

    private final Robot robot;
    private final Stalls stalls;

    BusFaults(Robot robot, Stalls stalls) {
        this.robot = robot;
        this.stalls = stalls;
    }

    /**
     * Breaks a robot that drives, makes it whole again; returns what was seen. What is late is tried again:
     * the emulated processes may stand while this one runs, and whoever is too slow is so each time.
     */
    String judge(BusFault fault) {
        Repeats repeats = new Repeats();
        while (true) {
            try {
                return once(fault) + repeats;
            } catch (RigFailure e) {
                if (!e.isLate() || !repeats.late(e.getMessage(), stalls.longestNanos())) {
                    throw e;
                }
            }
        }
    }

    private String once(BusFault fault) {
        robot.heal();
        robot.drive(new Wish(ByHand.HALF, 0, 0, 0));
        long mark = robot.log().mark();
        stalls.begin();
        // Broken first: a new command that came to a bus that is whole would leave nothing to try
        // again.
        long broken = fault.breakIt(robot.bench());
        robot.want(new Wish(ByHand.HALF * 0.9, 10, 0, 0));
        String seen =
                switch (fault) {
                    case NO_ACKNOWLEDGE, MOTORS_REFUSED, STUCK -> retried(mark, broken);
                    case SLOW -> stopped();
                    case GARBAGE -> stands(broken);
                    case RESET -> begunAnew(mark, broken);
                };
        robot.letGo();
        robot.heal();
        robot.await("the wheels to stand", this::stand);
        return seen;
    }

    private boolean stand() {
        robot.watch().look();
        return !robot.watch().turning();
    }

    /** Nobody can stop them; both try, and do so as soon as they can. */
    private String retried(long mark, long broken) {
        robot.comes(BROKEN, () -> false);
        if (stand()) {
            throw new RigFailure("the wheels stand, though nothing can have been written");
        }
        List<StandInEntry> zeros = new ArrayList<>();
        for (StandInEntry entry : robot.log().entries(mark)) {
            if (entry.kind == Kind.WRITE
                    && StandInBench.isMotor(entry.at)
                    && entry.value == 0
                    && entry.outcome != Outcome.DONE
                    && entry.nanos > broken) {
                zeros.add(entry);
            }
        }
        String longest = requireTriedOften(zeros, broken);
        robot.letGo();
        long healed = System.nanoTime();
        robot.heal();
        Duration took = awaitStanding(healed, STANDS_ONCE_HEALED);
        return String.format(
                Locale.ROOT,
                "zero was tried %d times in 2 s, the longest gap %s; zero %.0f ms after it was whole",
                zeros.size(),
                longest,
                took.toNanos() / 1e6);
    }

    private String requireTriedOften(List<StandInEntry> zeros, long broken) {
        long last = broken;
        long longest = 0;
        for (StandInEntry zero : zeros) {
            longest = Math.max(longest, zero.nanos - last);
            last = zero.nanos;
        }
        longest = Math.max(longest, System.nanoTime() - last);
        String text = longest / 1_000_000 + " ms";
        if (longest > TRIED_EVERY.toNanos()) {
            throw RigFailure.late(
                    "zero was not tried for " + text + " (" + zeros.size() + " tries)");
        }
        return text;
    }

    /** By a STOP, which needs two transactions of its own. */
    private String stopped() {
        return ended(awaitStanding(robot.pressStop(), STANDS_WITHIN));
    }

    private String stands(long broken) {
        return ended(awaitStanding(broken, STANDS_WITHIN));
    }

    private static String ended(Duration took) {
        return String.format(Locale.ROOT, "zero after %.0f ms", took.toNanos() / 1e6);
    }

    /** Returns how long after a time the wheels began to stand; they stay so for half a second. */
    private Duration awaitStanding(long since, Duration within) {
        boolean stand =
                robot.comes(
                        within.plusMillis(500),
                        () ->
                                stand()
                                        && System.nanoTime() - robot.watch().sinceNanos()
                                                > 500_000_000);
        Duration took = Duration.ofNanos(Math.max(0, robot.watch().sinceNanos() - since));
        if (!stand || took.compareTo(within) > 0) {
            throw RigFailure.late(
                    "the wheels do not stand within "
                            + within.toMillis()
                            + " ms: at "
                            + robot.watch().pulse()
                            + " since "
                            + took.toMillis()
                            + " ms");
        }
        return took;
    }

    /** The motors have no power at once. Before any turns again the timers are set up. */
    private String begunAnew(long mark, long broken) {
        if (!stand()) {
            // Or this thread stood for as long as it was deaf.
            throw RigFailure.late("the wheels turn after a reset");
        }
        Duration took = Duration.ofNanos(robot.watch().sinceNanos() - broken);
        // The changed wish is refused before there is another, else nothing was tried.
        if (!robot.comes(REFUSED_WITHIN, () -> afterReset(mark).refusedWrites() > 0)) {
            throw RigFailure.late("no write came while the microcontroller was deaf");
        }
        robot.drive(new Wish(ByHand.HALF, 0, 0, 0));
        AfterReset after = afterReset(mark);
        after.requireTimersFirst();
        return String.format(
                Locale.ROOT,
                "zero after %.1f ms; %d refused; then the timers are set up, and the wheels turn",
                took.toNanos() / 1e6,
                after.refused());
    }

    private AfterReset afterReset(long mark) {
        return AfterReset.of(robot.log().entries(mark), robot.control().pid());
    }
}
