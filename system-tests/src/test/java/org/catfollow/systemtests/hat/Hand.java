package org.catfollow.systemtests.hat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;

/** Drives by hand, as {@code cat-follow send manual} does, a command each 100 ms. A thread of its own. */
final class Hand implements AutoCloseable {
    private static final long LEASE_NANOS = 500_000_000;
    private static final long RENEW_NANOS = 100_000_000;

    /** What is wanted. The camera and the wheels, degrees. */
    record Wish(double metresPerSecond, double steering, double pan, double tilt) {}

    private final Region region;
    private final Thread thread;
    private volatile Wish wish;
    private volatile boolean ended;

    /** Takes the region, which is this instance's from now on. */
    Hand(Region region) {
        this.region = region;
        this.thread = Thread.ofPlatform().name("hand").daemon().start(this::run);
    }

    void want(Wish newest) {
        wish = newest;
        LockSupport.unpark(thread);
    }

    void letGo() {
        wish = null;
    }

    private void run() {
        while (!ended) {
            Wish now = wish;
            if (now != null) {
                send(now);
            }
            LockSupport.parkNanos(RENEW_NANOS);
        }
    }

    private void send(Wish now) {
        Command command = new Command();
        command.kind = CommandKind.MANUAL;
        command.speedMetresPerSecond = now.metresPerSecond();
        command.steeringDegrees = now.steering();
        command.panDegrees = now.pan();
        command.tiltDegrees = now.tilt();
        command.senderPid = ProcessHandle.current().pid();
        command.expiresNanos = System.nanoTime() + LEASE_NANOS;
        try {
            long ignored = region.send(command, Duration.ofMillis(50));
        } catch (RegionException e) {
            // Nobody takes commands just now: control is dead, as it is to be, or just starting.
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
        region.close();
    }
}
