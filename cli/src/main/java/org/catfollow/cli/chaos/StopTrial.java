package org.catfollow.cli.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.StateSlot;

/**
 * A person with a STOP button: presses it, looks that the wheels stand until they say resume, says
 * resume.
 */
final class StopTrial extends Trial {
    /** One control period is 20 ms; the machine may be busy with starting JVMs. */
    private static final long STANDS_WITHIN_NANOS = 250_000_000L;

    private static final long RESUME_NANOS = 300_000_000L;
    private static final double LONGEST_SECONDS = 4;

    private final ControlStatus status = new ControlStatus();
    private long attachments = -1;
    private TwoCellReader<ControlStatus> reader;
    private boolean held;
    private long pressedNanos;
    private long nextNanos = System.nanoTime();
    private long presses;

    StopTrial(RegionAccess access, Promises promises, long seed) {
        super(access, promises, seed);
    }

    @Override
    void leave() {
        long deadline = System.nanoTime() + 20_000_000_000L;
        boolean[] goes = new boolean[1];
        while (!goes[0] && System.nanoTime() - deadline < 0) {
            boolean ignored = access.use(region -> goes[0] = resumed(region));
            LockSupport.parkNanos(RESUME_NANOS);
        }
        promises.check(Promise.STOP_HOLDS, goes[0], "resume was not heard within 20 s");
    }

    @Override
    void round(Region region) {
        long now = System.nanoTime();
        if (held) {
            look(region);
        }
        if (now - nextNanos < 0) {
            return;
        }
        if (held || region.stopLatch().count() > region.resumedThrough()) {
            held = false;
            nextNanos = now + (resumed(region) ? draw() : RESUME_NANOS);
        } else {
            press(region);
        }
    }

    private long draw() {
        return (long) (random.nextDouble() * LONGEST_SECONDS * 1e9);
    }

    private void press(Region region) {
        long now = System.nanoTime();
        region.stopLatch().press(ProcessHandle.current().pid(), now);
        // As `send stop` does: pressed in a region that is going away, it is pressed again.
        held = !region.isLost();
        if (held) {
            presses++;
            pressedNanos = now;
            nextNanos = now + draw();
        }
    }

    private void look(Region region) {
        if (access.attachments() != attachments) {
            attachments = access.attachments();
            reader = region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        }
        if (reader.read(status) != TwoCellReader.Answer.VALUE) {
            return;
        }
        long after = status.nanos - pressedNanos;
        promises.check(
                Promise.STOP_HOLDS,
                after < STANDS_WITHIN_NANOS || status.speedMetresPerSecond == 0,
                "speed "
                        + status.speedMetresPerSecond
                        + " m/s in "
                        + status.state
                        + " "
                        + after / 1_000_000
                        + " ms after STOP");
    }

    /** Says resume; returns whether the last one was heard. */
    private boolean resumed(Region region) {
        long count = region.stopLatch().count();
        if (region.resumedThrough() >= count) {
            return true;
        }
        Command command = new Command();
        command.kind = CommandKind.RESUME;
        command.stopCount = count;
        command.senderPid = ProcessHandle.current().pid();
        command.expiresNanos = System.nanoTime() + RESUME_NANOS;
        try {
            region.send(command, Duration.ofMillis(100));
        } catch (RegionException e) {
            // A sender that was killed or is slow holds the lock: said again in the next round.
            return false;
        }
        return false;
    }

    long presses() {
        return presses;
    }
}
