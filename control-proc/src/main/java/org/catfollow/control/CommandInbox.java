package org.catfollow.control;

import org.catfollow.control.command.CatLocation;
import org.catfollow.control.command.Resume;
import org.catfollow.control.command.Validity;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.waiting.Waker;

/**
 * From the command ring to the controller: each command checked, finished, then offered. What lies in
 * the ring is input: a command that makes no sense is refused and its slot made free.
 *
 * <p>One thread; allocates only when there is a command.
 */
final class CommandInbox {
    private final CommandReceiver receiver;
    private final Waker waker;
    private final Command command = new Command();
    private long expired;

    CommandInbox(CommandReceiver receiver, Waker waker) {
        this.receiver = receiver;
        this.waker = waker;
    }

    /** Takes every command that waits. */
    void takeAll(Controller controller, long nowNanos) {
        long sequence = receiver.next(command);
        while (sequence != 0) {
            CommandResult result =
                    sequence > 0 ? offer(controller, nowNanos) : CommandResult.REFUSED;
            receiver.finish(Math.abs(sequence), result);
            waker.wake();
            sequence = receiver.next(command);
        }
    }

    /** Returns how many commands came after their time to live. */
    long expiredCount() {
        return expired;
    }

    private CommandResult offer(Controller controller, long nowNanos) {
        long left = command.expiresNanos - nowNanos;
        if (left <= 0) {
            expired++;
            return CommandResult.EXPIRED;
        }
        try {
            Validity validity = new Validity(nowNanos, left);
            org.catfollow.control.command.Command given =
                    switch (command.kind) {
                        case CAT_LOCATION -> new CatLocation(command.x, command.y, validity);
                        case RESUME -> new Resume(command.stopCount, validity);
                        case NONE -> throw new IllegalArgumentException("no command");
                    };
            return switch (controller.offer(given, nowNanos)) {
                case ACCEPTED -> CommandResult.ACCEPTED;
                case EXPIRED -> CommandResult.EXPIRED;
                case REFUSED_STOPPED -> CommandResult.REFUSED;
            };
        } catch (IllegalArgumentException e) {
            return CommandResult.REFUSED;
        }
    }
}
