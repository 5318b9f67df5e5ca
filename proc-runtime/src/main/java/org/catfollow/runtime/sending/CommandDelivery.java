package org.catfollow.runtime.sending;

import java.time.Duration;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleLock;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.waiting.Waiter;

/** A command to control, and what became of it. Any thread, one command at a time each. */
public final class CommandDelivery {
    private static final long ANSWER_NANOS = 100_000_000;

    private CommandDelivery() {}

    /**
     * Sends a command and waits until control says what became of it.
     *
     * @param command kind and values are set; the rest is filled in here
     * @param timeToLive for so long it may be obeyed; a little longer is waited for the answer
     * @return the command's number
     * @throws StageFailure when it was not sent, or not taken, or refused; the message says which
     * @throws org.catfollow.shm.region.RegionException when another sender does not end
     */
    public static long deliver(Region region, Command command, Duration timeToLive) {
        if (!RoleLock.isHeld(region.files(), Role.CONTROL)) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "nothing sent: control does not run on "
                            + region.files().region()
                            + "; see "
                            + region.files().launcher("status"));
        }
        long expires = System.nanoTime() + timeToLive.toNanos();
        command.expiresNanos = expires;
        command.senderPid = ProcessHandle.current().pid();
        long sequence = region.send(command, Duration.ofSeconds(1));
        if (sequence == 0) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "nothing sent: "
                            + CommandLayout.CAPACITY
                            + " commands wait for control already; send again later (stop always"
                            + " works)");
        }
        CommandResult result = await(region, sequence, expires);
        if (result != CommandResult.ACCEPTED) {
            throw new StageFailure(
                    ExitCode.FAILED, failure(region, sequence, result, timeToLive.toMillis()));
        }
        return sequence;
    }

    private static String failure(
            Region region, long sequence, CommandResult result, long timeToLiveMillis) {
        return switch (result) {
            case REFUSED -> "control refused command " + sequence + ": " + refusal(region);
            case LOST ->
                    "control ended while it took command "
                            + sequence
                            + ": obeyed or not, nobody can tell; look with"
                            + " `cat-follow stat` and send it again";
            case FORGOTTEN ->
                    "nobody knows what became of command "
                            + sequence
                            + ", as later ones were answered meanwhile; see"
                            + " `cat-follow stat`";
            default ->
                    "control did not take command "
                            + sequence
                            + " within "
                            + timeToLiveMillis
                            + " ms, so it will not be obeyed; see "
                            + region.files().launcher("status");
        };
    }

    private static String refusal(Region region) {
        if (region.stopLatch().count() > region.resumedThrough()) {
            return "it is stopped; `send resume` first";
        }
        ControlStatus status = new ControlStatus();
        boolean known =
                region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC).read(status)
                        == TwoCellReader.Answer.VALUE;
        boolean fault = known && status.state == ControlState.FAULT;
        if (fault || (known && status.reason == ControlReason.GUARD_GONE)) {
            return "it is in "
                    + status.state
                    + ", as "
                    + status.reason.meaning()
                    + (fault ? "; put that right, then `send resume`" : "");
        }
        return "see `cat-follow stat`";
    }

    private static CommandResult await(Region region, long sequence, long expiresNanos) {
        try (Waiter waiter = region.commandWaiter()) {
            long answered = region.lastAnswered();
            CommandResult result = region.result(sequence);
            // Taken just in time, it is answered a little later.
            long deadline = expiresNanos + ANSWER_NANOS;
            long left = deadline - System.nanoTime();
            while (result == CommandResult.PENDING && left > 0) {
                waiter.awaitChange(answered, Math.min(left, 100_000_000L));
                answered = region.lastAnswered();
                result = region.result(sequence);
                left = deadline - System.nanoTime();
            }
            return result;
        }
    }
}
