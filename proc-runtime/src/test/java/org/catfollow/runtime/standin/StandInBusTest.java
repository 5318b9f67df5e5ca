package org.catfollow.runtime.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.standin.StandInEntry.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInBusTest {
    private static final int SERVO = 0x20;

    @TempDir private Path folder;
    private Path file;
    private StandInBench bench;
    private StandInBus bus;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("hat");
        bench = new StandInBench(file);
        bus = new StandInBus(file);
    }

    @Test
    void aNewOneIsHealthyAndStands() throws IOException {
        assertThat(bus.readAnalog(0)).isEqualTo(1000);
        assertThat(bus.readAnalog(4) * 3.3 / 4095 * 3).isCloseTo(8.2, within(0.01));
        assertThat(bus.echoNanos()).isEqualTo(StandInBus.NO_ECHO);
        assertThat(bench.register(StandInBench.LEFT_MOTOR)).isZero();
        assertThat(new MotorWatch(bench).turning()).isFalse();
    }

    @Test
    void aRegisterKeepsItsValueWhenItsWriterIsGone() throws IOException {
        bus.write(StandInBench.LEFT_MOTOR, 4000);
        bus.close();
        assertThat(new StandInBench(file).register(StandInBench.LEFT_MOTOR)).isEqualTo(4000);
        assertThatThrownBy(() -> bus.write(SERVO, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aFaultOfTheMotorsLeavesTheServosAlone() throws IOException {
        bus.write(StandInBench.LEFT_MOTOR, 4000);
        bench.failWrites(WriteFault.MOTORS);
        assertThatThrownBy(() -> bus.write(StandInBench.LEFT_MOTOR, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no acknowledge");
        bus.write(SERVO, 307);
        assertThat(bench.register(StandInBench.LEFT_MOTOR)).isEqualTo(4000);
        assertThat(bench.register(SERVO)).isEqualTo(307);
        bench.heal();
        bus.write(StandInBench.LEFT_MOTOR, 0);
        assertThat(bench.register(StandInBench.LEFT_MOTOR)).isZero();
    }

    @Test
    void aResetInTheMiddleEmptiesEveryRegisterAndNothingAnswersForAWhile() throws IOException {
        bus.write(StandInBench.LEFT_MOTOR, 4000);
        bus.write(SERVO, 307);
        MotorWatch watch = new MotorWatch(bench);
        long before = System.nanoTime();
        bench.reset(Duration.ofHours(1));
        watch.look();
        assertThat(watch.turning()).isFalse();
        assertThat(watch.motorsZeroSinceNanos()).isBetween(before, System.nanoTime());
        assertThat(bench.register(SERVO)).isZero();
        assertThatThrownBy(() -> bus.write(SERVO, 1)).hasMessageContaining("no acknowledge");
        assertThatThrownBy(() -> bus.readAnalog(0)).hasMessageContaining("no acknowledge");
        bench.reset(Duration.ZERO);
        bus.write(SERVO, 2);
        assertThat(bench.register(SERVO)).isEqualTo(2);
    }

    @Test
    void aBusThatAcknowledgesNothingDoesNotReadEither() {
        bench.failWrites(WriteFault.ALL);
        assertThatThrownBy(() -> bus.write(SERVO, 307)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> bus.readAnalog(0)).isInstanceOf(IOException.class);
    }

    @Test
    void soManyWritesFailAndTheNextOneDoesNot() throws IOException {
        bench.failNextWrites(2);
        assertThatThrownBy(() -> bus.write(SERVO, 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> bus.write(SERVO, 2)).isInstanceOf(IOException.class);
        bus.write(SERVO, 3);
        assertThat(bench.register(SERVO)).isEqualTo(3);
    }

    @Test
    void aStuckBusBlocksAndThenFails() {
        bench.stuck(Duration.ofMillis(30));
        long before = System.nanoTime();
        assertThatThrownBy(() -> bus.write(SERVO, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stuck");
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000L);
        assertThat(lastEntry().outcome).isEqualTo(Outcome.STUCK);
        assertThat(bench.register(SERVO)).isZero();
    }

    @Test
    void aSlowBusDoesWhatItIsTold() throws IOException {
        bench.slow(Duration.ofMillis(30));
        long before = System.nanoTime();
        bus.write(SERVO, 1);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000L);
        assertThat(bench.register(SERVO)).isEqualTo(1);
    }

    @Test
    void analogueInputsSayWhatTheyAreSetToOrAnythingOrNothing() throws IOException {
        bench.floor(100, 200, 300);
        bench.battery(6.1);
        assertThat(bus.readAnalog(2)).isEqualTo(300);
        assertThat(bus.readAnalog(4) * 3.3 / 4095 * 3).isCloseTo(6.1, within(0.01));
        bench.analog(AnalogFault.FAILS);
        assertThatThrownBy(() -> bus.readAnalog(0)).isInstanceOf(IOException.class);
        bench.analog(AnalogFault.GARBAGE);
        int first = bus.readAnalog(0);
        int differing = 0;
        for (int i = 0; i < 50; i++) {
            int reading = bus.readAnalog(0);
            assertThat(reading).isBetween(0, 4095);
            differing += reading == first ? 0 : 1;
        }
        assertThat(differing).isGreaterThan(40);
    }

    @Test
    void anEchoTakesTheTimeOfItsWay() throws IOException {
        bench.echoFrom(0.5);
        long before = System.nanoTime();
        long nanos = bus.echoNanos();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(nanos);
        assertThat(nanos * 1e-9 * 343.30 / 2).isCloseTo(0.5, within(1e-6));
        bench.echoFrom(5);
        assertThat(bus.echoNanos()).as("too far").isEqualTo(StandInBus.NO_ECHO);
        bench.echo(EchoFault.FAILS);
        assertThatThrownBy(bus::echoNanos).isInstanceOf(IOException.class);
    }

    @Test
    void anEchoThatHangsEndsWithTheFault() throws Exception {
        bench.echoFrom(0.5);
        bench.echo(EchoFault.HANGS);
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Thread sonar =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    asking.countDown();
                                    try {
                                        assertThat(bus.echoNanos()).isPositive();
                                        answered.countDown();
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        asking.await();
        assertThat(answered.await(40, TimeUnit.MILLISECONDS)).isFalse();
        bench.echo(EchoFault.NONE);
        sonar.join();
        assertThat(answered.getCount()).isZero();
    }

    @Test
    void aResetTakesEveryRegisterToZeroAndNothingAnswersMeanwhile() throws IOException {
        MotorWatch watch = new MotorWatch(bench);
        bus.write(StandInBench.LEFT_MOTOR, 4000);
        watch.look();
        assertThat(watch.motorsZeroSinceNanos()).isZero();
        bus.pin(StandInBus.RESET_GPIO, false);
        watch.look();
        assertThat(watch.turning()).isFalse();
        assertThat(bench.register(StandInBench.LEFT_MOTOR)).isZero();
        assertThatThrownBy(() -> bus.write(SERVO, 1)).isInstanceOf(IOException.class);
        bus.pin(StandInBus.RESET_GPIO, true);
        bus.write(SERVO, 1);
        assertThat(bench.pin(StandInBus.RESET_GPIO)).isTrue();
    }

    @Test
    void motorsStandSinceTheSecondOfThemWasSetToZero() throws IOException {
        MotorWatch watch = new MotorWatch(bench);
        bus.write(StandInBench.LEFT_MOTOR, 3000);
        bus.write(StandInBench.RIGHT_MOTOR, 2500);
        watch.look();
        assertThat(watch.turning()).isTrue();
        assertThat(watch.pulse()).isEqualTo(3000);
        bus.write(StandInBench.LEFT_MOTOR, 0);
        watch.look();
        assertThat(watch.motorsZeroSinceNanos()).as("one still turns").isZero();
        long before = System.nanoTime();
        bus.write(StandInBench.RIGHT_MOTOR, 0);
        long after = System.nanoTime();
        bus.write(StandInBench.RIGHT_MOTOR, 0);
        watch.look();
        assertThat(watch.motorsZeroSinceNanos()).isBetween(before, after);
        assertThat(watch.zeroAttempts()).isEqualTo(3);
    }

    @Test
    void anAttemptThatFailsIsCountedAndStopsNothing() throws IOException {
        MotorWatch watch = new MotorWatch(bench);
        bus.write(StandInBench.LEFT_MOTOR, 3000);
        bench.failWrites(WriteFault.ALL);
        assertThatThrownBy(() -> bus.write(StandInBench.LEFT_MOTOR, 0))
                .isInstanceOf(IOException.class);
        watch.look();
        assertThat(watch.turning()).isTrue();
        assertThat(watch.zeroAttempts()).isEqualTo(1);
    }

    @Test
    void theTimeBetweenAttemptsIsTheirsAndNotThatOfWhoLooks() throws IOException {
        MotorWatch watch = new MotorWatch(bench);
        bus.write(StandInBench.LEFT_MOTOR, 0);
        watch.look();
        watch.forgetAttempts();
        assertThat(watch.zeroAttempts()).isZero();
        long before = System.nanoTime();
        bus.write(StandInBench.LEFT_MOTOR, 0);
        watch.look();
        assertThat(watch.longestBetweenAttemptsNanos()).as("one alone").isZero();
        bus.write(StandInBench.LEFT_MOTOR, 0);
        long between = System.nanoTime() - before;
        // Looked at twenty milliseconds late.
        long late = System.nanoTime() + 20_000_000;
        while (System.nanoTime() - late < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        watch.look();
        assertThat(watch.zeroAttempts()).isEqualTo(2);
        assertThat(watch.longestBetweenAttemptsNanos()).isBetween(1L, between);
    }

    @Test
    void aNumberThatNobodyPublishesIsAHoleAfterAWhile() throws IOException {
        StandInFile raw = StandInFile.open(file);
        MotorWatch watch = new MotorWatch(bench);
        // As one that is killed between its store and its entry.
        raw.store(StandInLayout.register(StandInBench.LEFT_MOTOR), raw.nextNumber(), 2000);
        while (watch.holes() == 0) {
            watch.look();
        }
        assertThat(watch.turning()).isTrue();
        bus.write(StandInBench.LEFT_MOTOR, 0);
        watch.look();
        assertThat(watch.turning()).isFalse();
    }

    @Test
    void aStoreThatComesLateDoesNotOverwriteALaterOne() throws IOException {
        StandInFile raw = StandInFile.open(file);
        long early = raw.nextNumber();
        bus.write(StandInBench.LEFT_MOTOR, 0);
        raw.store(StandInLayout.register(StandInBench.LEFT_MOTOR), early, 2000);
        assertThat(bench.register(StandInBench.LEFT_MOTOR)).isZero();
    }

    @Test
    void anEntryThatWasWrittenOverIsNotThereAnyMore() throws IOException {
        long first = bench.lastNumber();
        StandInEntry entry = new StandInEntry();
        assertThat(bench.read(first, entry)).isTrue();
        for (int i = 0; i < StandInLayout.ENTRIES; i++) {
            bus.write(SERVO, i & 0xFFFF);
        }
        assertThat(bench.read(first, entry)).isFalse();
        assertThat(bench.read(first + StandInLayout.ENTRIES, entry)).isTrue();
    }

    @Test
    void aFileThatIsSomethingElseIsRefusedInOneLine() throws IOException {
        Path wrong = Files.writeString(folder.resolve("letter"), "Dear Sir");
        assertThatThrownBy(() -> new StandInBus(wrong))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(wrong.toString())
                .hasMessageContaining("8 bytes");
        byte[] bytes = new byte[StandInLayout.BYTES];
        bytes[0] = 1;
        Path other = Files.write(folder.resolve("other"), bytes);
        assertThatThrownBy(() -> new StandInBus(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("remove");
    }

    private StandInEntry lastEntry() {
        StandInEntry entry = new StandInEntry();
        assertThat(bench.read(bench.lastNumber(), entry)).isTrue();
        return entry;
    }
}
