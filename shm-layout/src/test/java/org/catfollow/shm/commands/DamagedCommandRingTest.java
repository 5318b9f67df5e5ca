package org.catfollow.shm.commands;

import static org.assertj.core.api.Assertions.assertThat;

import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.RawMemory;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.StageRowLayout;
import org.junit.jupiter.api.Test;

/** Whatever tail and head hold, only commands that were sent are taken, and soon all of them again. */
class DamagedCommandRingTest {
    private static final int ROW = 4096;
    private static final long[] DAMAGE = {
        0,
        1,
        2,
        3,
        4,
        11,
        12,
        1000,
        -1,
        -5,
        -9,
        Integer.MIN_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE - 8
    };

    private final PointerBytesStore memory = RawMemory.zeroes(2 * ROW);
    private final PointerBytesStore row = RawMemory.part(memory, ROW, ROW);
    private final CommandSender sender = new CommandSender(memory, memory, ROW);
    private final CommandReceiver receiver = new CommandReceiver(memory, 0, row);
    private final Command command = new Command();

    private long send(double x) {
        command.kind = CommandKind.CAT_LOCATION;
        command.x = x;
        return sender.send(command);
    }

    /** Takes all there are; returns the x of the last one, or 0. */
    private double takeAll() {
        double last = 0;
        long next = receiver.next(command);
        for (int taken = 0; next != 0; taken++) {
            assertThat(taken).isLessThan(2 * CommandLayout.CAPACITY);
            if (next > 0) {
                assertThat(command.sequence).isEqualTo(next);
                assertThat(command.kind).isEqualTo(CommandKind.CAT_LOCATION);
                last = command.x;
            }
            receiver.take(Math.abs(next));
            receiver.answer(Math.abs(next), CommandResult.REFUSED);
            next = receiver.next(command);
        }
        return last;
    }

    private void damage(long tail, long head) {
        memory.zeroOut(0, 2 * ROW);
        for (int x = 1; x <= 3; x++) {
            assertThat(send(x)).isEqualTo(x);
        }
        assertThat(takeAll()).isEqualTo(3);
        memory.writeLong(CommandLayout.TAIL, tail);
        row.writeLong(StageRowLayout.COMMAND_HEAD, head);
    }

    @Test
    void afterAFewCommandsAllAreTakenAgain() {
        for (long tail : DAMAGE) {
            for (long head : DAMAGE) {
                damage(tail, head);
                for (int x = 100; x < 105; x++) {
                    assertThat(send(x)).as("tail %d head %d", tail, head).isNotNegative();
                    takeAll();
                }
                for (int x = 200; x < 205; x++) {
                    assertThat(send(x)).as("tail %d head %d", tail, head).isPositive();
                    assertThat(takeAll()).as("tail %d head %d", tail, head).isEqualTo(x);
                }
            }
        }
    }
}
