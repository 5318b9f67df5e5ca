package org.catfollow.runtime.sending;

import java.time.Duration;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;

/**
 * Asks control to go on after STOP or a fault, for as long as it is asked to, and waits for no answer. One
 * thread.
 */
public final class RepeatedResume {
    /** From one to the next; each lives so long. */
    public static final long EVERY_NANOS = 300_000_000;

    private static final Duration SEND_WITHIN = Duration.ofMillis(100);

    private long nextNanos;

    /** Sends one where the last is old enough; {@code nowNanos} is CLOCK_MONOTONIC. */
    public void ask(Region region, long nowNanos) {
        if (nowNanos - nextNanos < 0) {
            return;
        }
        nextNanos = nowNanos + EVERY_NANOS;
        Command command = new Command();
        command.kind = CommandKind.RESUME;
        command.stopCount = region.stopLatch().count();
        command.senderPid = ProcessHandle.current().pid();
        command.expiresNanos = nowNanos + EVERY_NANOS;
        try {
            long ignored = region.send(command, SEND_WITHIN);
        } catch (RegionException e) {
            // Somebody else is sending, or nobody takes: said again in a moment.
            nextNanos = nowNanos;
        }
    }
}
