package org.catfollow.cli.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.cli.chaos.RegionAccess;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;

/**
 * Drives straight ahead, by a command each 100 ms, of two speeds in turn so that each is written to the
 * motors. A thread of its own.
 */
final class Hand implements AutoCloseable {
    /** Each command lives so long. */
    static final long LEASE_NANOS = 500_000_000;

    /** At the slower one the wheels turn faster than where nothing is known of what is ahead. */
    static final double SLOW_METRES_PER_SECOND = 0.28;

    private static final double FAST_METRES_PER_SECOND = 0.3;
    private static final long RENEW_NANOS = 100_000_000;
    private static final Duration SEND_WITHIN = Duration.ofMillis(50);

    private final RegionAccess access;
    private final Thread thread;
    private volatile boolean holding;
    private volatile boolean ended;
    private volatile long lastSentNanos;
    private boolean fast;

    Hand(RegionAccess access) {
        this.access = access;
        this.thread = Thread.ofPlatform().name("faults-hand").start(this::run);
    }

    /** Takes hold of the robot, if it does not yet. */
    void take() {
        holding = true;
    }

    /**
     * Lets go of the robot.
     *
     * @return when its last command was sent, CLOCK_MONOTONIC nanoseconds: from then on it lives
     */
    long letGo() {
        holding = false;
        return lastSentNanos;
    }

    private void run() {
        try {
            while (!ended) {
                long next = System.nanoTime() + RENEW_NANOS;
                if (holding) {
                    boolean ignored = access.use(this::send);
                }
                for (long left = RENEW_NANOS; left > 0 && !ended; left = next - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
        } finally {
            access.close();
        }
    }

    private void send(Region region) {
        fast = !fast;
        long now = System.nanoTime();
        if (send(region, fast ? FAST_METRES_PER_SECOND : SLOW_METRES_PER_SECOND, now)) {
            lastSentNanos = now;
        }
    }

    /** Sends one command of a hand; returns whether it was sent. */
    static boolean send(Region region, double speedMetresPerSecond, long nowNanos) {
        Command command = new Command();
        command.kind = CommandKind.MANUAL;
        command.speedMetresPerSecond = speedMetresPerSecond;
        command.senderPid = ProcessHandle.current().pid();
        command.expiresNanos = nowNanos + LEASE_NANOS;
        try {
            long ignored = region.send(command, SEND_WITHIN);
            return true;
        } catch (RegionException e) {
            // Nobody takes commands just now, or others are quicker: the next one may come through.
            return false;
        }
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
