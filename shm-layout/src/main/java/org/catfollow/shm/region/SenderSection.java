package org.catfollow.shm.region;

import java.time.Duration;
import java.util.function.LongSupplier;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandSender;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ModelRequest;
import org.catfollow.shm.slots.ModelRequestCell;
import org.catfollow.shm.slots.StateSlot;

/**
 * What people write: the command ring and the request for a model, under the command lock, one sender
 * after another. Mapped when it is first needed, as few who attach send. Any thread.
 */
final class SenderSection implements AutoCloseable {
    private final Region region;
    private Mapping section;
    private CommandSender commands;

    SenderSection(Region region) {
        this.region = region;
    }

    /** See {@link Region#send}. */
    long send(Command command, Duration timeout) {
        return whileNobodyElseSends(timeout, () -> commands().send(command));
    }

    /** See {@link Region#request}. */
    long request(ModelRequest model, Duration timeout) {
        return whileNobodyElseSends(
                timeout,
                () ->
                        new TwoCellWriter<>(
                                        ModelRequestCell.CODEC,
                                        store(),
                                        StateSlot.MODEL_REQUEST.offset())
                                .write(model));
    }

    private long whileNobodyElseSends(Duration timeout, LongSupplier sending) {
        Patience patience = Patience.of(timeout);
        while (true) {
            try (LockFile lock = LockFile.open(region.files())) {
                if (!lock.lock(LockFile.COMMANDS, patience)) {
                    throw new RegionException(
                            "cannot send: another sender has been writing for "
                                    + timeout.toMillis()
                                    + " ms; end it and send again (stop works meanwhile)");
                }
                // A lock on a file that was removed meanwhile keeps nobody else out.
                if (lock.isCurrent()) {
                    return sending.getAsLong();
                }
            }
        }
    }

    /** Returns the sender's end of the command ring; to send, hold the command lock. */
    synchronized CommandSender commands() {
        if (commands == null) {
            commands =
                    new CommandSender(
                            store(), region.memory(), region.geometry().offset(Section.CONTROL));
        }
        return commands;
    }

    private synchronized BytesStore<?, ?> store() {
        if (section == null) {
            section = region.mapSection(Section.COMMANDS);
        }
        return section.store();
    }

    @Override
    public synchronized void close() {
        if (section != null) {
            section.close();
        }
    }
}
