package org.catfollow.shm.commands;

import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.StageRowLayout;

/**
 * Control's end of the command ring; one thread, in the process that holds the control role;
 * allocates nothing.
 *
 * <pre>
 *   next - take - (obey) - answer
 * </pre>
 *
 * <p>A command is taken before it is obeyed, so that no successor obeys it again, and answered after
 * it, so that nobody was told of one that a killed control did not obey. What lies between is answered
 * by the successor with {@link CommandResult#LOST}.
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
     * Looks at the next command, without taking it.
     *
     * @return its sequence, 0 when there is none, or minus the sequence to take when its slot or
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

    /** Makes a command this control's own and its slot free: nobody is given it again. */
    public void take(long sequence) {
        // Release; pairs with the acquire in CommandSender.send: the slot was read before.
        controlRow.writeOrderedLong(StageRowLayout.COMMAND_HEAD, sequence);
    }

    /** Says what became of a command that was taken; in the order of their sequences. */
    public void answer(long sequence, CommandResult result) {
        long entry =
                StageRowLayout.COMMAND_RESULTS + (sequence & (CommandLayout.CAPACITY - 1)) * 16;
        controlRow.writeLong(entry, sequence);
        // Release; pairs with the acquire in CommandSender.result: who sees this result sees whose.
        controlRow.writeOrderedLong(entry + 8, result.ordinal());
        // Release; pairs with the acquire in CommandSender.result: the entry was written before.
        controlRow.writeOrderedLong(StageRowLayout.COMMAND_ANSWERED, sequence);
    }

    /**
     * Answers what a control before this one had taken and not answered; before the first {@link
     * #next}.
     *
     * @return how many there were
     */
    public int answerLost() {
        long head = controlRow.readVolatileLong(StageRowLayout.COMMAND_HEAD);
        long answered = controlRow.readVolatileLong(StageRowLayout.COMMAND_ANSWERED);
        if (answered < 0 || head <= answered) {
            // Nothing, or damage: then nobody waits for an answer to it.
            return 0;
        }
        int lost = (int) Math.min(CommandLayout.CAPACITY, head - answered);
        for (int i = lost - 1; i >= 0; i--) {
            answer(head - i, CommandResult.LOST);
        }
        return lost;
    }
}
