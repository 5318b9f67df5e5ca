package org.catfollow.control.car.picarx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.car.SensorReadings;
import org.catfollow.control.motion.MotionCommand;
import org.junit.jupiter.api.Test;

class PicarXAllocationTest {
    private static final int PERIODS = 10_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MotionCommand command = new MotionCommand();
    private final SensorReadings readings = new SensorReadings();
    private final CountingHat hat = new CountingHat();

    /** Counts, and remembers nothing. */
    private static final class CountingHat implements Hat {
        private long writes;
        private long pins;

        @Override
        public void write(int register, int value) {
            writes++;
        }

        @Override
        public int readAdc(int channel) {
            return 1000 + channel;
        }

        @Override
        public void pin(int gpio, boolean high) {
            pins++;
        }

        @Override
        public long echoNanos() {
            return 10_000_000;
        }

        @Override
        public void close() {}
    }

    @Test
    void tenThousandPeriodsAllocateNothing() throws CarFailure {
        PicarX car =
                new PicarX(hat, () -> CarCalibration.DEFAULT, PicarX.DEFAULT_PATIENCE, nanos -> {});
        // The JDK itself takes a few bytes now and then while it compiles; what a period takes it
        // takes in every round.
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20 && least > 0; i++) {
            least = Math.min(least, round(car));
        }
        car.close();
        assertThat(hat.writes).isGreaterThan(PERIODS);
        assertThat(hat.pins).isGreaterThan(PERIODS / 100);
        assertThat(least).as("bytes in %d periods", PERIODS).isZero();
    }

    private long round(PicarX car) throws CarFailure {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < PERIODS; i++) {
            command.speedMetresPerSecond = (i % 100 - 50) * 0.01;
            command.steeringDegrees = i % 60 - 30;
            command.panDegrees = i % 180 - 90;
            command.tiltDegrees = i % 100 - 35;
            car.apply(command, i);
            car.sense(readings, i);
            if (i % 1000 == 0) {
                car.stop();
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
