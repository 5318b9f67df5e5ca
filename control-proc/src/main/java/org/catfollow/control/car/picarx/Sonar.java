package org.catfollow.control.car.picarx;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.control.car.SensorReadings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the distance ahead on a daemon thread of its own, for an echo may take 20 ms, a whole control
 * period. A ping that fails publishes nothing: the age of the last one tells.
 *
 * <p>Writer: the sonar's thread alone. Reader: the control thread alone. Both values of a measurement are
 * handed over together, without a lock and without garbage, by a sequence number that is odd while they
 * change:
 *
 * <pre>
 *  sonar's thread                         control thread
 *  1 sequence := odd      opaque          5 sequence      acquire  pairs with 4; odd: nothing new
 *  2 metresBits           release         6 metresBits    acquire  pairs with 2
 *  3 pingNanos            release         7 pingNanos     acquire  pairs with 3
 *  4 sequence := even     release         8 sequence      opaque   another than at 5: nothing new
 * </pre>
 *
 * <p>5 sees what 4 has stored, so 6 and 7 see at least that measurement. If 6 or 7 see a newer one, then
 * by 2 or 3 the thread sees the odd number of 1 at 8, which the acquire loads keep behind them, and
 * throws away what it has read. It does not wait: at the next period there is a new chance.
 */
final class Sonar {
    /** From ping to ping: an echo of the one before has died away. */
    static final Duration PERIOD = Duration.ofMillis(50);

    private static final double SOUND_METRES_PER_SECOND = 343.30;

    /** A ping takes 20 ms at most; the rest is a machine under load. */
    private static final Duration LONGEST_PING = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Sonar.class);

    private final Hat hat;
    private final long periodNanos;
    private final Thread thread;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong metresBits = new AtomicLong();
    private final AtomicLong pingNanos = new AtomicLong();
    private boolean failing;

    Sonar(Hat hat, Duration period) {
        this.hat = hat;
        this.periodNanos = period.toNanos();
        this.thread = new Thread(this::run, "sonar");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Writes the last measurement; what is there stays when there is none, or one is just coming. */
    void read(SensorReadings out) {
        // acquire: pairs with the last release in publish()
        long before = sequence.getAcquire();
        if (before == 0 || (before & 1) != 0) {
            return;
        }
        // acquire: pairs with the release of the same in publish()
        long bits = metresBits.getAcquire();
        // acquire: pairs with the release of the same in publish()
        long nanos = pingNanos.getAcquire();
        if (sequence.getOpaque() == before) {
            out.echoMetres = Double.longBitsToDouble(bits);
            out.echoNanos = nanos;
        }
    }

    /** Publishes a measurement; for the sonar's thread. */
    void publish(double metres, long nanos) {
        long odd = sequence.getPlain() + 1;
        sequence.setOpaque(odd);
        // release: who sees this sees the odd number above
        metresBits.setRelease(Double.doubleToRawLongBits(metres));
        // release: who sees this sees the odd number above
        pingNanos.setRelease(nanos);
        // release: pairs with the first acquire in read()
        sequence.setRelease(odd + 1);
    }

    /** Ends the thread; returns whether it has ended, so that the HAT can be closed. */
    boolean close() {
        ending.set(true);
        LockSupport.unpark(thread);
        boolean interrupted = false;
        long end = System.nanoTime() + LONGEST_PING.toNanos();
        while (thread.isAlive() && System.nanoTime() - end < 0) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        long next = System.nanoTime();
        while (!ending.get()) {
            ping();
            long now = System.nanoTime();
            next = Math.max(next + periodNanos, now);
            while (now - next < 0 && !ending.get()) {
                LockSupport.parkNanos(next - now);
                now = System.nanoTime();
            }
        }
    }

    private void ping() {
        // When the pulse leaves: the measurement is never older than it says.
        long now = System.nanoTime();
        try {
            long echoNanos = hat.echoNanos();
            publish(
                    echoNanos < 0
                            ? SensorReadings.NO_ECHO
                            : echoNanos * 1e-9 * SOUND_METRES_PER_SECOND / 2,
                    now);
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                failing = true;
                LOG.warn("the ultrasonic sensor gives no readings: {}", e.getMessage());
            }
        }
    }
}
