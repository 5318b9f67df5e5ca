package org.catfollow.systemtests.hat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.catfollow.runtime.standin.StandInBench;
import org.catfollow.runtime.standin.StandInEntry;
import org.catfollow.runtime.standin.StandInEntry.Kind;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.systemtests.hat.Hand.Wish;

/** Control dies or stands still while it drives; the guard has the wheels. */
final class Deaths {
    /** From the signal until both motors' registers are zero. */
    static final Duration LIMIT = Duration.ofMillis(200);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration STAYS = Duration.ofMillis(100);
    private static final Duration HOLDING_FOR = Duration.ofSeconds(3);
    private static final long PERIOD_NANOS = 20_000_000;

    /** What happens to control. */
    enum Death {
        /** SIGKILL: the kernel says at once that it is gone. */
        KILLED(Stage.KILL),
        /** SIGSTOP: it has given no sign of life for 100 ms. */
        STOPPED(Stage.STOP);

        private final int signal;

        Death(int signal) {
            this.signal = signal;
        }
    }

    private final Robot robot;
    private final int trials;
    private final Map<Death, List<Double>> millis = new EnumMap<>(Death.class);
    private double roundMicros;

    Deaths(Robot robot, int trials) {
        this.robot = robot;
        this.trials = trials;
        for (Death death : Death.values()) {
            millis.put(death, new ArrayList<>());
        }
    }

    /** One trial of a death, which counts. */
    String killOnce() {
        robot.heal();
        trial(Death.KILLED);
        return String.format(Locale.ROOT, "zero after %.1f ms", millis.get(Death.KILLED).getLast());
    }

    /** All trials of a death; returns the figures, or throws that one took too long. */
    String try_(Death death) {
        robot.heal();
        List<Double> took = millis.get(death);
        while (took.size() < trials) {
            trial(death);
        }
        List<Double> sorted = new ArrayList<>(took);
        Collections.sort(sorted);
        String figures =
                String.format(
                        Locale.ROOT,
                        "%d times, motors at zero after p50 %.1f ms, at most %.1f ms (limit %d ms)",
                        sorted.size(),
                        sorted.get(sorted.size() / 2),
                        sorted.getLast(),
                        LIMIT.toMillis());
        if (sorted.getLast() > LIMIT.toMillis()) {
            throw new RigFailure(figures);
        }
        return figures;
    }

    private void trial(Death death) {
        robot.drive(new Wish(ByHand.HALF, 0, 0, 0));
        // Anywhere in its period.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PERIOD_NANOS));
        long at = robot.control().signal(death.signal);
        boolean zero =
                robot.comes(
                        LONGEST,
                        () -> {
                            robot.watch().look();
                            return !robot.watch().turning();
                        });
        if (!zero) {
            throw RigFailure.atTheEnd("the wheels turn on for " + LONGEST.toSeconds() + " s");
        }
        millis.get(death).add((robot.watch().motorsZeroSinceNanos() - at) / 1e6);
        robot.guardIs(GuardState.HOLDING);
        if (robot.comes(
                STAYS,
                () -> {
                    robot.watch().look();
                    return robot.watch().turning();
                })) {
            throw RigFailure.atTheEnd("the wheels turn again, and control is dead");
        }
        if (death == Death.STOPPED) {
            long ignored = robot.control().signal(Stage.CONTINUE);
        } else {
            int ignored = robot.control().awaitEnd();
            robot.startControl();
        }
    }

    /** What a round of a guard costs that holds the wheels of a control that is dead. */
    String measureHolding() {
        robot.drive(new Wish(ByHand.HALF, 0, 0, 0));
        long ignored = robot.control().signal(Stage.STOP);
        robot.guardIs(GuardState.HOLDING);
        long pid = robot.guard().pid();
        long mark = robot.log().mark();
        long before = processorNanos(pid);
        robot.comes(HOLDING_FOR, () -> false);
        long spent = processorNanos(pid) - before;
        long rounds = robot.log().count(mark, entry -> isZeroOfLeft(entry, pid));
        ignored = robot.control().signal(Stage.CONTINUE);
        if (rounds == 0) {
            throw new RigFailure("the guard holds nothing");
        }
        roundMicros = spent / 1e3 / rounds;
        return String.format(
                Locale.ROOT,
                "%.0f rounds a second, each of %.0f microseconds of a processor",
                rounds / (double) HOLDING_FOR.toSeconds(),
                roundMicros);
    }

    private static boolean isZeroOfLeft(StandInEntry entry, long pid) {
        return entry.pid == pid
                && entry.kind == Kind.WRITE
                && entry.at == StandInBench.LEFT_MOTOR
                && entry.value == 0;
    }

    /** Returns what all its threads have had of a processor, by the kernel's own scheduler. */
    private static long processorNanos(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            long sum = 0;
            for (Path task : tasks.toList()) {
                sum += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns by how much the emulated ones are slower. */
    String comparedWith(Deaths here) {
        return String.format(
                Locale.ROOT,
                "a round of the guard takes %.1f times the processor; zero at most %.1f ms after SIGSTOP"
                        + " (%.1f without), %.1f ms after SIGKILL (%.1f without)",
                roundMicros / here.roundMicros,
                longest(Death.STOPPED),
                here.longest(Death.STOPPED),
                longest(Death.KILLED),
                here.longest(Death.KILLED));
    }

    private double longest(Death death) {
        return Collections.max(millis.get(death));
    }
}
