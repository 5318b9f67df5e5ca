package org.catfollow.control;

import org.catfollow.control.command.CatLocation;
import org.catfollow.control.command.Resume;
import org.catfollow.control.command.UserCommand;
import org.catfollow.control.command.Validity;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.waiting.Waker;

/**
 * From the command ring to the controller, in two halves around a period: {@link #takeAll} before it
 * decides, {@link #answerAll} when what it decided is in effect. What lies in the ring is input: a
 * command that makes no sense is refused and its slot made free.
 *
 * <p>One thread; allocates only when there is a command.
 */
final class CommandInbox {
    private final CommandReceiver receiver;
    private final Waker waker;
    private final Command command = new Command();
    private final long[] sequences = new long[CommandLayout.CAPACITY];
    private final CommandResult[] results = new CommandResult[CommandLayout.CAPACITY];
    private final boolean[] resumes = new boolean[CommandLayout.CAPACITY];
    private int taken;
    private long expired;

    CommandInbox(CommandReceiver receiver, Waker waker) {
        this.receiver = receiver;
        this.waker = waker;
        if (receiver.answerLost() > 0) {
            waker.wake();
        }
    }

    /** Takes every command that waits, as many as the ring holds. */
    void takeAll(Controller controller, long nowNanos) {
        long sequence = receiver.next(command);
        while (sequence != 0 && taken < sequences.length) {
            sequences[taken] = Math.abs(sequence);
            receiver.take(sequences[taken]);
            results[taken] = sequence > 0 ? offer(controller, nowNanos) : CommandResult.REFUSED;
            resumes[taken] = sequence > 0 && command.kind == CommandKind.RESUME;
            taken++;
            sequence = taken < sequences.length ? receiver.next(command) : 0;
        }
    }

    /** Tells the senders what became of what was taken; after the period that obeyed it. */
    void answerAll(Controller controller) {
        if (taken == 0) {
            return;
        }
        for (int i = 0; i < taken; i++) {
            boolean futile =
                    resumes[i] && results[i] == CommandResult.ACCEPTED && !controller.resumed();
            receiver.answer(sequences[i], futile ? CommandResult.REFUSED : results[i]);
        }
        taken = 0;
        waker.wake();
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
            UserCommand given =
                    switch (command.kind) {
                        case CAT_LOCATION -> new CatLocation(command.x, command.y, validity);
                        case RESUME -> new Resume(command.stopCount, validity);
                        case NONE, GO_HOME, MANUAL, POSE_RESET, CALIBRATE ->
                                throw new IllegalArgumentException("no command");
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
