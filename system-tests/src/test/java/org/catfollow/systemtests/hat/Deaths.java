package org.catfollow.systemtests.hat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
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

    /** One trial: how long the wheels turned on, and how long this machine itself stood meanwhile. */
    private record Trial(double millis, long stalledNanos) {}

    private final Robot robot;
    private final Stalls stalls;
    private final int trials;
    private final Map<Death, List<Double>> millis = new EnumMap<>(Death.class);
    private double roundMicros = Double.NaN;

    Deaths(Robot robot, Stalls stalls, int trials) {
        this.robot = robot;
        this.stalls = stalls;
        this.trials = trials;
        for (Death death : Death.values()) {
            millis.put(death, new ArrayList<>());
        }
    }

    /** One trial of a death, which counts. */
    String killOnce() {
        robot.heal();
        Repeats repeats = new Repeats();
        double took = counting(Death.KILLED, repeats);
        millis.get(Death.KILLED).add(took);
        return String.format(Locale.ROOT, "zero after %.1f ms%s", took, repeats);
    }

    /** All trials of a death; returns the figures, or throws that one took too long. */
    String try_(Death death) {
        robot.heal();
        List<Double> took = millis.get(death);
        Repeats repeats = new Repeats();
        while (took.size() < trials) {
            took.add(counting(death, repeats));
        }
        List<Double> sorted = new ArrayList<>(took);
        Collections.sort(sorted);
        String figures =
                String.format(
                        Locale.ROOT,
                        "%d times, motors at zero after p50 %.1f ms, at most %.1f ms (limit %d ms)%s",
                        sorted.size(),
                        sorted.get(sorted.size() / 2),
                        sorted.getLast(),
                        LIMIT.toMillis(),
                        repeats);
        if (sorted.getLast() > LIMIT.toMillis()) {
            throw new RigFailure(figures);
        }
        return figures;
    }

    /** Tries it until a trial counts; returns how long the wheels turned on, in milliseconds. */
    private double counting(Death death, Repeats repeats) {
        while (true) {
            Trial trial = trial(death);
            if (trial.millis() < 0) {
                repeats.stoodBefore();
            } else if (trial.millis() <= LIMIT.toMillis()
                    || !repeats.excuse(trial.stalledNanos())) {
                return trial.millis();
            }
        }
    }

    private Trial trial(Death death) {
        robot.drive(new Wish(ByHand.HALF, 0, 0, 0));
        // Anywhere in its period.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PERIOD_NANOS));
        stalls.begin();
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
        Trial trial =
                new Trial((robot.watch().motorsZeroSinceNanos() - at) / 1e6, stalls.longestNanos());
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
        return trial;
    }

    /** What a round of a guard costs that holds the wheels of a control that is dead. */
    String measureHolding() {
        robot.drive(new Wish(ByHand.HALF, 0, 0, 0));
        long ignored = robot.control().signal(Stage.STOP);
        robot.guardIs(GuardState.HOLDING);
        long pid = robot.guard().pid();
        long mark = robot.log().mark();
        Map<Path, Long> before = processorNanos(pid);
        robot.comes(HOLDING_FOR, () -> false);
        long spent = 0;
        for (Map.Entry<Path, Long> task : processorNanos(pid).entrySet()) {
            spent += task.getValue() - before.getOrDefault(task.getKey(), 0L);
        }
        long rounds = robot.log().count(mark, entry -> isZeroOfLeft(entry, pid));
        ignored = robot.control().signal(Stage.CONTINUE);
        if (rounds == 0) {
            throw new RigFailure("the guard holds nothing");
        }
        roundMicros = spent > 0 ? spent / 1e3 / rounds : Double.NaN;
        return String.format(
                Locale.ROOT,
                "%.0f rounds a second, each of %s microseconds of a processor",
                rounds / (double) HOLDING_FOR.toSeconds(),
                figure("%.0f", roundMicros));
    }

    private static String figure(String format, double value) {
        return Double.isNaN(value) ? "(not measured)" : String.format(Locale.ROOT, format, value);
    }

    private static boolean isZeroOfLeft(StandInEntry entry, long pid) {
        return entry.pid == pid
                && entry.kind == Kind.WRITE
                && entry.at == StandInBench.LEFT_MOTOR
                && entry.value == 0;
    }

    /**
     * Returns what each of its threads has had of a processor, by the kernel's own scheduler: nothing for one
     * that has ended meanwhile, and for none where the kernel does not count.
     */
    private static Map<Path, Long> processorNanos(long pid) {
        Map<Path, Long> nanos = new HashMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                readProcessorNanos(task, nanos);
            }
        } catch (IOException | UncheckedIOException e) {
            // The process has ended, which its log of zeros tells, or this kernel has no such
            // folder.
            return Map.of();
        }
        return nanos;
    }

    private static void readProcessorNanos(Path task, Map<Path, Long> into) {
        try {
            String text = Files.readString(task.resolve("schedstat"));
            into.put(task, Long.parseLong(text.split(" ", -1)[0]));
        } catch (IOException e) {
            // Such a thread, or such a file, is not there.
            into.remove(task);
        }
    }

    /** Returns by how much the emulated ones are slower. */
    String comparedWith(Deaths here) {
        return String.format(
                Locale.ROOT,
                "a round of the guard takes %s times the processor; zero at most %s ms after SIGSTOP"
                        + " (%s without), %s ms after SIGKILL (%s without)",
                figure("%.1f", roundMicros / here.roundMicros),
                longest(Death.STOPPED),
                here.longest(Death.STOPPED),
                longest(Death.KILLED),
                here.longest(Death.KILLED));
    }

    private String longest(Death death) {
        List<Double> took = millis.get(death);
        return figure("%.1f", took.isEmpty() ? Double.NaN : Collections.max(took));
    }
}
