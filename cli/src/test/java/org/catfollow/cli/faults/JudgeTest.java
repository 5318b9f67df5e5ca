package org.catfollow.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.standin.MotorWatch;
import org.catfollow.runtime.standin.StandInBench;
import org.catfollow.runtime.standin.StandInBus;
import org.catfollow.runtime.standin.WriteFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge sees what the motors do, and can say no. */
class JudgeTest {
    private static final int FAST = 2800;

    @TempDir private Path folder;
    private StandInBench bench;
    private StandInBus bus;

    /** When the fault began, and between which two times each step was written: what is compared with. */
    private long at;

    private volatile long healed;
    private volatile double gapMillis;
    private final List<Written> written = new CopyOnWriteArrayList<>();

    /** Something that happens so many milliseconds after the fault, or later on a busy machine. */
    private record Step(long millis, int left, int right) {}

    /** From when to when a write lasted, nanoseconds. */
    private record Written(long from, long to) {}

    @BeforeEach
    void driveOn() throws IOException {
        bench = new StandInBench(folder.resolve("hat"));
        bus = new StandInBus(folder.resolve("hat"));
        bus.write(StandInBench.LEFT_MOTOR, FAST);
        bus.write(StandInBench.RIGHT_MOTOR, FAST);
    }

    private void write(int left, int right) {
        try {
            bus.write(StandInBench.LEFT_MOTOR, left);
            bus.write(StandInBench.RIGHT_MOTOR, right);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeAndNote(int left, int right) {
        long from = System.nanoTime();
        write(left, right);
        written.add(new Written(from, System.nanoTime()));
    }

    private double judge(Fault fault, Step... steps) throws InterruptedException {
        MotorWatch watch = new MotorWatch(bench);
        written.clear();
        at = System.nanoTime();
        Thread robot =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (Step step : steps) {
                                        await(at + step.millis() * 1_000_000);
                                        writeAndNote(step.left(), step.right());
                                    }
                                });
        double millis = new Judge(fault, watch, this::heal).judge(at);
        robot.join();
        return millis;
    }

    private static void await(long due) {
        while (System.nanoTime() - due < 0) {
            LockSupport.parkNanos(100_000);
        }
    }

    /** Fails unless this is the time from then on to the end of a step. */
    private void assertEndsWith(int step, double millis, long since) {
        assertThat(millis)
                .isBetween(
                        (written.get(step).from() - since) * 1e-6,
                        (written.get(step).to() - since) * 1e-6);
    }

    private long heal() {
        healed = System.nanoTime();
        bench.heal();
        return healed;
    }

    @Test
    void theTimeEndsWithTheSecondMotorAtZero() throws InterruptedException {
        double millis = judge(Fault.STOP_PRESSED, new Step(20, 0, FAST), new Step(60, 0, 0));
        assertEndsWith(1, millis, at);
    }

    @Test
    void aStandstillThatDoesNotLastIsNone() throws InterruptedException {
        double millis =
                judge(
                        Fault.STOP_PRESSED,
                        new Step(10, 0, 0),
                        new Step(60, FAST, FAST),
                        new Step(300, 0, 0));
        assertEndsWith(2, millis, at);
        assertThat(new FaultFigures(Fault.STOP_PRESSED, List.of(millis), "").held()).isFalse();
    }

    @Test
    void wheelsThatNeverStandAreFound() throws InterruptedException {
        assertThat(judge(Fault.STOP_PRESSED)).isInfinite();
    }

    @Test
    void slowerIsEnoughWhereThatIsWanted() throws InterruptedException {
        int careful = Pulse.of(0.15);
        double millis = judge(Fault.ECHO_LOST, new Step(50, careful, careful));
        // As it was seen: the judge's look comes after it.
        double writtenMillis = (written.getFirst().from() - at) * 1e-6;
        assertThat(millis).isBetween(writtenMillis, writtenMillis + 400);
        write(FAST, FAST);
        assertThat(judge(Fault.ECHO_LOST, new Step(50, careful, FAST))).isInfinite();
    }

    @Test
    void goingOnIsMeasuredAsTheLongestStandstill() throws InterruptedException {
        assertThat(judge(Fault.LAUNCHER_KILLED)).isZero();
        double millis =
                judge(Fault.LAUNCHER_KILLED, new Step(100, 0, 0), new Step(700, FAST, FAST));
        long longest = written.get(1).to() - written.get(0).from();
        // The judge measures up to its last look before they turn, which may be early.
        assertThat(millis).isBetween(longest * 1e-6 - 300, longest * 1e-6);
    }

    @Test
    void aBrokenBusMustBeTriedAgainAndStandWhenItIsWhole() throws InterruptedException {
        bench.failWrites(WriteFault.MOTORS);
        assertThat(judge(Fault.I2C_REFUSES_MOTORS)).as("nobody tries").isInfinite();
        bench.failWrites(WriteFault.MOTORS);
        double millis = judgeWithStubbornDriver();
        for (int i = 1; i < 3 && gapMillis > 100; i++) {
            // The driver was held up itself: it has not tried.
            write(FAST, FAST);
            bench.failWrites(WriteFault.MOTORS);
            millis = judgeWithStubbornDriver();
        }
        assertEndsWith(0, millis, healed);
    }

    /** Returns what the judge says; sets gapMillis to the longest time in which this driver did not try. */
    private double judgeWithStubbornDriver() throws InterruptedException {
        gapMillis = 0;
        long[] last = {System.nanoTime()};
        Thread driver =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    boolean stands = false;
                                    while (!stands) {
                                        stands = tryZero();
                                        long now = System.nanoTime();
                                        gapMillis = Math.max(gapMillis, (now - last[0]) * 1e-6);
                                        last[0] = now;
                                        LockSupport.parkNanos(5_000_000);
                                    }
                                });
        double millis = judge(Fault.I2C_REFUSES_MOTORS);
        // Whatever the judge has said, it comes to an end.
        bench.heal();
        driver.join();
        return millis;
    }

    private boolean tryZero() {
        try {
            writeAndNote(0, 0);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
