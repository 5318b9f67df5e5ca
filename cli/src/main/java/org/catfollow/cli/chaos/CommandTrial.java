package org.catfollow.cli.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RoleLock;

/** One of several who say where the cat is, and look what becomes of it. */
final class CommandTrial extends Trial {
    private static final long LONGEST_NANOS = 800_000_000L;
    private static final int WATCHED = 16;

    /** One that was sent. */
    private static final class Sent {
        final long sequence;
        final long expiresNanos;
        CommandResult result = CommandResult.PENDING;

        /** Seen waiting after its time with nobody there to take it. */
        boolean late;

        Sent(long sequence, long expiresNanos) {
            this.sequence = sequence;
            this.expiresNanos = expiresNanos;
        }
    }

    private final Deque<Sent> watched = new ArrayDeque<>();
    private long attachments = -1;
    private long lastSequence;
    private long nextNanos = System.nanoTime();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refusedFull = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong outlived = new AtomicLong();

    CommandTrial(RegionAccess access, Promises promises, long seed) {
        super(access, promises, seed);
    }

    @Override
    void round(Region region) {
        if (access.attachments() != attachments) {
            // A new region knows nothing of what was sent in the old one.
            attachments = access.attachments();
            watched.clear();
            lastSequence = 0;
        }
        for (Sent command : watched) {
            watch(command, region.result(command.sequence));
            if (command.result == CommandResult.PENDING && !command.late) {
                command.late = isLate(command, region);
            }
        }
        if (System.nanoTime() - nextNanos >= 0) {
            send(region);
            nextNanos = System.nanoTime() + (long) (random.nextDouble() * LONGEST_NANOS);
        }
    }

    /**
     * Whoever takes it after this began to live after its time. Of a control that lives nothing can be
     * said: it may have looked at the clock in time and been stopped since.
     */
    private boolean isLate(Sent command, Region region) {
        return System.nanoTime() - command.expiresNanos > 0
                && !RoleLock.isHeld(region.files(), Role.CONTROL)
                && region.lastTaken() < command.sequence;
    }

    private void watch(Sent command, CommandResult now) {
        boolean lawful =
                now == command.result
                        || command.result == CommandResult.PENDING
                        || now == CommandResult.FORGOTTEN;
        promises.check(
                Promise.COMMANDS,
                lawful,
                "command " + command.sequence + " was " + command.result + ", is " + now);
        if (command.late) {
            promises.check(
                    Promise.COMMANDS,
                    now != CommandResult.ACCEPTED,
                    "command " + command.sequence + " was obeyed after its time");
        }
        if (command.result == CommandResult.PENDING && now != CommandResult.PENDING) {
            answered.incrementAndGet();
            outlived.addAndGet(command.late ? 1 : 0);
        }
        command.result = now;
    }

    private void send(Region region) {
        Command command = new Command();
        command.kind = CommandKind.CAT_LOCATION;
        command.x = random.nextDouble() * 4 - 2;
        command.y = random.nextDouble() * 4 - 2;
        command.senderPid = ProcessHandle.current().pid();
        command.expiresNanos = System.nanoTime() + (long) (random.nextDouble() * LONGEST_NANOS);
        try {
            long sequence = region.send(command, Duration.ofSeconds(2));
            if (sequence == 0) {
                refusedFull.incrementAndGet();
                return;
            }
            sent.incrementAndGet();
            promises.check(
                    Promise.COMMANDS,
                    sequence > lastSequence,
                    "command " + sequence + " was sent after " + lastSequence);
            lastSequence = sequence;
            watched.addLast(new Sent(sequence, command.expiresNanos));
            if (watched.size() > WATCHED) {
                watched.removeFirst();
            }
        } catch (RegionException e) {
            promises.check(Promise.COMMANDS, region.isLost(), e.getMessage());
        }
    }

    long sent() {
        return sent.get();
    }

    long answered() {
        return answered.get();
    }

    /** Returns how many were seen waiting after their time, and were answered later. */
    long outlived() {
        return outlived.get();
    }

    long refusedFull() {
        return refusedFull.get();
    }
}
