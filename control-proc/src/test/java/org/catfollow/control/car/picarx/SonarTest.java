package org.catfollow.control.car.picarx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.catfollow.control.car.SensorReadings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SonarTest {
    private static final long FAILING = -2;

    /** A ping takes its echo from here: when the next is taken, the one before is published. */
    private final BlockingQueue<Long> echoes = new SynchronousQueue<>();

    private final SensorReadings readings = new SensorReadings();
    private final Hat hat = new EchoHat();
    private final Sonar sonar = new Sonar(hat, Duration.ofMillis(1));
    private boolean started;

    private final class EchoHat implements Hat {
        @Override
        public void write(int register, int value) {}

        @Override
        public int readAdc(int channel) {
            return 0;
        }

        @Override
        public void pin(int gpio, boolean high) {}

        @Override
        public long echoNanos() throws IOException {
            try {
                long echo = echoes.take();
                if (echo == FAILING) {
                    throw new IOException("echo pin: Input/output error");
                }
                return echo;
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void close() {}
    }

    /** Lets one ping have its echo, and waits until it is published. */
    private void echo(long nanos) throws InterruptedException {
        if (!started) {
            sonar.start();
            started = true;
        }
        echoes.put(nanos);
        echoes.put(FAILING);
    }

    @AfterEach
    void end() throws InterruptedException {
        if (!started) {
            return;
        }
        // A ping that waits for its echo is let go on; the thread then sees that it is to end.
        Thread feeder =
                new Thread(
                        () -> {
                            try {
                                while (true) {
                                    echoes.put(FAILING);
                                }
                            } catch (InterruptedException e) {
                                // The sonar has ended.
                            }
                        });
        feeder.start();
        assertThat(sonar.close()).isTrue();
        feeder.interrupt();
        feeder.join();
    }

    @Test
    void beforeTheFirstPingNothingIsKnown() {
        sonar.read(readings);
        assertThat(readings.echoNanos).isZero();
        assertThat(readings.echoMetres).isEqualTo(SensorReadings.NO_ECHO);
    }

    @Test
    void theDistanceIsHalfTheWayOfTheSound() throws InterruptedException {
        long before = System.nanoTime();
        echo(10_000_000);
        sonar.read(readings);
        // 0.01 s at 343.3 m/s, there and back.
        assertThat(readings.echoMetres).isCloseTo(1.7165, within(1e-9));
        assertThat(readings.echoNanos).isBetween(before, System.nanoTime());
    }

    @Test
    void noEchoIsNoDistance() throws InterruptedException {
        echo(10_000_000);
        echo(Hat.NO_ECHO);
        sonar.read(readings);
        assertThat(readings.echoMetres).isEqualTo(SensorReadings.NO_ECHO);
    }

    @Test
    void aPingThatFailsLeavesTheLastReadingToAge() throws InterruptedException {
        echo(10_000_000);
        sonar.read(readings);
        long nanos = readings.echoNanos;
        echoes.put(FAILING);
        echoes.put(FAILING);
        sonar.read(readings);
        assertThat(readings.echoNanos).isEqualTo(nanos);
        assertThat(readings.echoMetres).isCloseTo(1.7165, within(1e-9));
        echo(5_000_000);
        sonar.read(readings);
        assertThat(readings.echoNanos).isGreaterThan(nanos);
    }

    @Test
    void aReadingIsNeverHalfOfOneAndHalfOfAnother() throws InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer =
                new Thread(
                        () -> {
                            for (long i = 1; !enough.get(); i++) {
                                sonar.publish((double) i, i);
                            }
                        });
        writer.start();
        int seen = 0;
        long last = 0;
        while (seen < 2000) {
            sonar.read(readings);
            assertThat((long) readings.echoMetres)
                    .isEqualTo(readings.echoNanos == 0 ? -1 : readings.echoNanos);
            assertThat(readings.echoNanos).isGreaterThanOrEqualTo(last);
            seen += readings.echoNanos > last ? 1 : 0;
            last = readings.echoNanos;
        }
        enough.set(true);
        writer.join();
    }
}
