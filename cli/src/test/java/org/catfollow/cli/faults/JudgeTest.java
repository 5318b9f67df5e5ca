package org.catfollow.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
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

    /** Something that happens so many milliseconds after the fault. */
    private record Step(long millis, int left, int right) {}

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

    private double judge(Fault fault, Step... steps) throws InterruptedException {
        MotorWatch watch = new MotorWatch(bench);
        long at = System.nanoTime();
        Thread robot =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (Step step : steps) {
                                        long due = at + step.millis() * 1_000_000;
                                        while (System.nanoTime() - due < 0) {
                                            LockSupport.parkNanos(100_000);
                                        }
                                        write(step.left(), step.right());
                                    }
                                });
        double millis = new Judge(fault, watch, this::heal).judge(at);
        robot.join();
        return millis;
    }

    private long heal() {
        long now = System.nanoTime();
        bench.heal();
        return now;
    }

    @Test
    void theTimeEndsWithTheSecondMotorAtZero() throws InterruptedException {
        double millis = judge(Fault.STOP_PRESSED, new Step(20, 0, FAST), new Step(60, 0, 0));
        assertThat(millis).isBetween(60.0, 90.0);
    }

    @Test
    void aStandstillThatDoesNotLastIsNone() throws InterruptedException {
        double millis =
                judge(
                        Fault.STOP_PRESSED,
                        new Step(10, 0, 0),
                        new Step(200, FAST, FAST),
                        new Step(300, 0, 0));
        assertThat(millis).isBetween(300.0, 330.0);
        assertThat(new FaultFigures(Fault.STOP_PRESSED, List.of(millis), "").held()).isFalse();
    }

    @Test
    void wheelsThatNeverStandAreFound() throws InterruptedException {
        assertThat(judge(Fault.STOP_PRESSED)).isInfinite();
    }

    @Test
    void slowerIsEnoughWhereThatIsWanted() throws InterruptedException {
        int careful = Pulse.of(0.15);
        assertThat(judge(Fault.ECHO_LOST, new Step(50, careful, careful))).isBetween(50.0, 90.0);
        write(FAST, FAST);
        assertThat(judge(Fault.ECHO_LOST, new Step(50, careful, FAST))).isInfinite();
    }

    @Test
    void goingOnIsMeasuredAsTheLongestStandstill() throws InterruptedException {
        assertThat(judge(Fault.LAUNCHER_KILLED)).isZero();
        double millis =
                judge(Fault.LAUNCHER_KILLED, new Step(100, 0, 0), new Step(300, FAST, FAST));
        assertThat(millis).isBetween(150.0, 240.0);
    }

    @Test
    void aBrokenBusMustBeTriedAgainAndStandWhenItIsWhole() throws InterruptedException {
        bench.failWrites(WriteFault.MOTORS);
        assertThat(judge(Fault.I2C_REFUSES_MOTORS)).as("nobody tries").isInfinite();
        bench.failWrites(WriteFault.MOTORS);
        double millis = judgeWithStubbornDriver();
        assertThat(millis).isBetween(0.0, 60.0);
    }

    private double judgeWithStubbornDriver() throws InterruptedException {
        Thread driver =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    boolean stands = false;
                                    while (!stands) {
                                        stands = tryZero();
                                        LockSupport.parkNanos(5_000_000);
                                    }
                                });
        double millis = judge(Fault.I2C_REFUSES_MOTORS);
        driver.join();
        return millis;
    }

    private boolean tryZero() {
        try {
            write(0, 0);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
