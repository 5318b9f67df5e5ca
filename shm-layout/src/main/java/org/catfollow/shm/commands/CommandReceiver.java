package org.catfollow.shm.commands;

import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.StageRowLayout;

/**
 * Control's end of the command ring; one thread, in the process that holds the control role;
 * allocates nothing. A command is finished before it is obeyed: control killed in between loses it
 * rather than obeying it twice.
 */
public final class CommandReceiver {
    private final BytesStore<?, ?> region;
    private final long ringOffset;
    private final BytesStore<?, ?> controlRow;

    /**
     * Makes the receiver; called by the region.
     *
     * @param region the whole region, read-only, with the ring at {@code ringOffset}
     * @param controlRow control's own section, writable
     */
    public CommandReceiver(BytesStore<?, ?> region, long ringOffset, BytesStore<?, ?> controlRow) {
        this.region = region;
        this.ringOffset = ringOffset;
        this.controlRow = controlRow;
    }

    /**
     * Looks at the next command, without finishing it.
     *
     * @return its sequence, 0 when there is none, or minus the sequence to finish when its slot or
     *     the tail makes no sense
     */
    public long next(Command command) {
        long head = controlRow.readLong(StageRowLayout.COMMAND_HEAD);
        // Acquire; pairs with the release in CommandSender.send.
        long tail = region.readVolatileLong(ringOffset + CommandLayout.TAIL);
        if (head < 0 || tail < head) {
            // No command was taken that was not sent: one of the two is damaged, and this goes on
            // from the tail.
            return -Math.max(0, tail);
        }
        if (tail == head) {
            return 0;
        }
        if (tail - head > CommandLayout.CAPACITY) {
            // No sender gets that far ahead: the tail is damaged. One step, not one for each
            // number.
            return -(tail - CommandLayout.CAPACITY);
        }
        long sequence = head + 1;
        return CommandSlots.read(region, ringOffset, sequence, command) ? sequence : -sequence;
    }

    /** Says what becomes of a command and makes its slot free. */
    public void finish(long sequence, CommandResult result) {
        long entry =
                StageRowLayout.COMMAND_RESULTS + (sequence & (CommandLayout.CAPACITY - 1)) * 16;
        controlRow.writeLong(entry, sequence);
        // Release; pairs with the acquire in CommandSender.result: who sees this result sees whose.
        controlRow.writeOrderedLong(entry + 8, result.ordinal());
        // Release; pairs with the acquires in CommandSender: slot read and result written before.
        controlRow.writeOrderedLong(StageRowLayout.COMMAND_HEAD, sequence);
    }
}
