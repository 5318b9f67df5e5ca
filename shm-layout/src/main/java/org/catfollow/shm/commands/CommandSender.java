package org.catfollow.shm.commands;

import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.StageRowLayout;

/**
 * A sender's end of the command ring. The caller holds the command lock around {@link #send}, so that
 * senders write one after another; a sender killed before the tail is published has sent nothing, and
 * the next one fills the same slot.
 */
public final class CommandSender {
    private static final CommandResult[] RESULTS = CommandResult.values();

    /** More commands than anybody can send. */
    private static final long MOST = Long.MAX_VALUE / 2;

    private final BytesStore<?, ?> commands;
    private final BytesStore<?, ?> region;
    private final long controlRowOffset;

    /**
     * Makes a sender; called by the region.
     *
     * @param commands the commands section, writable
     * @param region the whole region, read-only
     */
    public CommandSender(
            BytesStore<?, ?> commands, BytesStore<?, ?> region, long controlRowOffset) {
        this.commands = commands;
        this.region = region;
        this.controlRowOffset = controlRowOffset;
    }

    /**
     * Appends a command.
     *
     * @return its sequence, or 0 when the ring is full
     */
    public long send(Command command) {
        long tail = commands.readVolatileLong(CommandLayout.TAIL);
        // Acquire; pairs with the release in CommandReceiver.take: control has read the slot.
        long head = region.readVolatileLong(controlRowOffset + StageRowLayout.COMMAND_HEAD);
        if (tail < 0 || tail > MOST) {
            // Nobody has sent so many: the tail is damaged. Control goes on from what we make it.
            tail = 0;
        }
        if (tail - Math.max(0, head) >= CommandLayout.CAPACITY) {
            return 0;
        }
        command.sequence = tail + 1;
        CommandSlots.write(commands, 0, command);
        // Release; pairs with the acquire in CommandReceiver.next.
        commands.writeOrderedLong(CommandLayout.TAIL, tail + 1);
        return tail + 1;
    }

    /** Returns the last command that control has taken, in order to answer it. */
    public long lastTaken() {
        // Acquire; pairs with the release in CommandReceiver.take.
        return region.readVolatileLong(controlRowOffset + StageRowLayout.COMMAND_HEAD);
    }

    /** Returns what became of a command of ours; PENDING while control has not answered it. */
    public CommandResult result(long sequence) {
        // Acquire; pairs with the last release in CommandReceiver.answer: the entry was written
        // before.
        long answered = region.readVolatileLong(controlRowOffset + StageRowLayout.COMMAND_ANSWERED);
        if (answered < sequence) {
            return CommandResult.PENDING;
        }
        long entry =
                controlRowOffset
                        + StageRowLayout.COMMAND_RESULTS
                        + (sequence & (CommandLayout.CAPACITY - 1)) * 16;
        // Acquire; pairs with the release of the result in CommandReceiver.answer. The entry may be
        // taken by the command eight later meanwhile: then its sequence, read after, says so.
        long result = region.readVolatileLong(entry + 8);
        boolean ours = region.readLong(entry) == sequence;
        return ours && result >= 0 && result < RESULTS.length
                ? RESULTS[(int) result]
                : CommandResult.FORGOTTEN;
    }
}
