package org.catfollow.cli;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.waiting.Waker;

/** A control that takes commands and does with them what the test says. */
final class ControlThread implements AutoCloseable {
    private final CommandReceiver receiver;
    private final Waker waker;
    private final Function<Command, CommandResult> decide;
    private final List<Command> taken = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean ended;

    ControlThread(RoleClaim claim, Function<Command, CommandResult> decide) {
        this.receiver = claim.commandReceiver();
        this.waker = claim.commandWaker();
        this.decide = decide;
        this.thread = Thread.ofPlatform().name("control").start(this::run);
    }

    private void run() {
        while (!ended) {
            Command command = new Command();
            long sequence = receiver.next(command);
            if (sequence > 0) {
                taken.add(command);
                receiver.take(sequence);
                receiver.answer(sequence, decide.apply(command));
                waker.wake();
            } else {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    List<Command> taken() {
        return taken;
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
