package org.catfollow.control;

import org.catfollow.control.command.Calibrate;
import org.catfollow.control.command.CatLocation;
import org.catfollow.control.command.GoHome;
import org.catfollow.control.command.Manual;
import org.catfollow.control.command.PoseReset;
import org.catfollow.control.command.Resume;
import org.catfollow.control.command.UserCommand;
import org.catfollow.control.command.Validity;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.slots.ControlState;
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
    private final PeriodJournal journal;
    private final Waker waker;
    private final Command command = new Command();
    private final long[] sequences = new long[CommandLayout.CAPACITY];
    private final CommandResult[] results = new CommandResult[CommandLayout.CAPACITY];
    private final CommandKind[] kinds = new CommandKind[CommandLayout.CAPACITY];
    private int taken;
    private long expired;

    CommandInbox(CommandReceiver receiver, Waker waker, PeriodJournal journal) {
        this.receiver = receiver;
        this.journal = journal;
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
            kinds[taken] = sequence > 0 ? command.kind : CommandKind.NONE;
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
            boolean accepted = results[i] == CommandResult.ACCEPTED;
            receiver.answer(
                    sequences[i],
                    accepted && futile(kinds[i], controller) ? CommandResult.REFUSED : results[i]);
        }
        taken = 0;
        waker.wake();
    }

    /** Returns how many commands came after their time to live. */
    long expiredCount() {
        return expired;
    }

    /** Whether what was taken came to nothing in the period after. */
    private static boolean futile(CommandKind kind, Controller controller) {
        return switch (kind) {
            case RESUME -> !controller.resumed();
            case MANUAL -> controller.state() != ControlState.MANUAL;
            case CALIBRATE -> controller.hand().calibrationFutile();
            case NONE, CAT_LOCATION, GO_HOME, POSE_RESET -> false;
        };
    }

    private CommandResult offer(Controller controller, long nowNanos) {
        journal.offered(command, nowNanos);
        CommandResult result = offer(command, controller, nowNanos);
        expired += result == CommandResult.EXPIRED ? 1 : 0;
        return result;
    }

    /** Offers what lies in the ring to a controller; also a replay does so. */
    static CommandResult offer(Command command, Controller controller, long nowNanos) {
        long left = command.expiresNanos - nowNanos;
        if (left <= 0) {
            return CommandResult.EXPIRED;
        }
        try {
            UserCommand given = read(command, new Validity(nowNanos, left));
            return switch (controller.offer(given, nowNanos)) {
                case ACCEPTED -> CommandResult.ACCEPTED;
                case EXPIRED -> CommandResult.EXPIRED;
                case REFUSED_STOPPED, REFUSED -> CommandResult.REFUSED;
            };
        } catch (IllegalArgumentException e) {
            return CommandResult.REFUSED;
        }
    }

    private static UserCommand read(Command command, Validity validity) {
        return switch (command.kind) {
            case CAT_LOCATION -> new CatLocation(command.x, command.y, validity);
            case GO_HOME -> new GoHome(validity);
            case MANUAL ->
                    new Manual(
                            command.speedMetresPerSecond,
                            command.steeringDegrees,
                            command.panDegrees,
                            command.tiltDegrees,
                            validity);
            case POSE_RESET -> new PoseReset(command.x, command.y, command.value, validity);
            case CALIBRATE -> new Calibrate(command.part, command.value, validity);
            case RESUME -> new Resume(command.stopCount, validity);
            case NONE -> throw new IllegalArgumentException("no command");
        };
    }
}
