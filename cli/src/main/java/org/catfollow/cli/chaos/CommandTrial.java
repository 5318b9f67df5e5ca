package org.catfollow.cli.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;

/** One of several who say where the cat is, and look what becomes of it. */
final class CommandTrial extends Trial {
    private static final long LONGEST_NANOS = 800_000_000L;
    private static final int WATCHED = 16;

    /** One that was sent. */
    private static final class Sent {
        final long sequence;
        CommandResult result = CommandResult.PENDING;

        Sent(long sequence) {
            this.sequence = sequence;
        }
    }

    private final Deque<Sent> watched = new ArrayDeque<>();
    private long attachments = -1;
    private long lastSequence;
    private long nextNanos = System.nanoTime();
    private long sent;
    private long refusedFull;
    private long answered;

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
        }
        if (System.nanoTime() - nextNanos >= 0) {
            send(region);
            nextNanos = System.nanoTime() + (long) (random.nextDouble() * LONGEST_NANOS);
        }
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
        if (command.result == CommandResult.PENDING && now != CommandResult.PENDING) {
            answered++;
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
                refusedFull++;
                return;
            }
            sent++;
            promises.check(
                    Promise.COMMANDS,
                    sequence > lastSequence,
                    "command " + sequence + " was sent after " + lastSequence);
            lastSequence = sequence;
            watched.addLast(new Sent(sequence));
            if (watched.size() > WATCHED) {
                watched.removeFirst();
            }
        } catch (RegionException e) {
            promises.check(Promise.COMMANDS, region.isLost(), e.getMessage());
        }
    }

    long sent() {
        return sent;
    }

    long answered() {
        return answered;
    }

    long refusedFull() {
        return refusedFull;
    }
}
