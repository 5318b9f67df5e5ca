package org.catfollow.shm.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.RawMemory;
import org.catfollow.shm.interleaving.EveryOrder;
import org.catfollow.shm.interleaving.RecordedMemory;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.StageRowLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every order of senders that may die and of the receiver. */
class CommandInterleavingTest {
    private static final long RING_BYTES =
            CommandLayout.SLOTS + (long) CommandLayout.CAPACITY * CommandLayout.SLOT_BYTES;
    private static final int ROW_BYTES = 4096;

    /** Thirteen words of a slot, and the tail. */
    private static final int STORES = 14;

    /**
     * The tail, and the first seven words of a slot: the rest are of the same kind, and with all of them
     * there would be more orders than time.
     */
    private static final int LOADS = 8;

    private static Command command(long number) {
        Command command = new Command();
        command.kind = CommandKind.CAT_LOCATION;
        command.expiresNanos = number;
        command.x = number;
        command.y = number;
        command.stopCount = number;
        command.senderPid = number;
        return command;
    }

    private static boolean isWhole(Command command) {
        long number = command.senderPid;
        return command.kind == CommandKind.CAT_LOCATION
                && command.expiresNanos == number
                && command.x == number
                && command.y == number
                && command.stopCount == number;
    }

    private static void send(RecordedMemory ring, PointerBytesStore row, long number) {
        new CommandSender(ring, row, 0).send(command(number));
    }

    /** A sender dies after so many stores; two more send, holding the lock that it lost. */
    private static RecordedMemory firstSenderDyingAfter(int stores, PointerBytesStore row) {
        RecordedMemory ring = new RecordedMemory(RING_BYTES);
        ring.dieAfter(stores);
        try {
            send(ring, row, 1);
        } catch (RecordedMemory.Died e) {
            // The kernel let go of its lock.
        }
        ring.dieNever();
        send(ring, row, 2);
        send(ring, row, 3);
        return ring;
    }

    private static List<Long> receiveAll(CommandReceiver receiver, List<Long> received) {
        Command command = new Command();
        long sequence;
        while ((sequence = receiver.next(command)) != 0) {
            assertThat(sequence).isPositive();
            assertThat(isWhole(command)).isTrue();
            received.add(command.senderPid);
            receiver.take(sequence);
            receiver.answer(sequence, CommandResult.ACCEPTED);
        }
        return received;
    }

    @Test
    @Timeout(600) // Seconds, unless many share a processor.
    void noOrderMixesLosesOrRepeatsACommandWhoeverDies() {
        for (int stores = 0; stores <= STORES; stores++) {
            PointerBytesStore empty = RawMemory.zeroes(ROW_BYTES);
            PointerBytesStore row = RawMemory.zeroes(ROW_BYTES);
            try (RecordedMemory ring = firstSenderDyingAfter(stores, empty)) {
                List<Long> sent = stores == STORES ? List.of(1L, 2L, 3L) : List.of(2L, 3L);
                EveryOrder order = new EveryOrder(ring, LOADS);
                do {
                    row.writeLong(StageRowLayout.COMMAND_HEAD, 0);
                    CommandReceiver early = new CommandReceiver(order, 0, row);
                    List<Long> received = new ArrayList<>();
                    Command command = new Command();
                    long sequence = early.next(command);
                    if (sequence != 0) {
                        if (sequence != 1 || !isWhole(command)) {
                            assertThat(sequence + " " + command.senderPid)
                                    .as("death after %d, loads at %s", stores, order.describe())
                                    .isEqualTo("one whole command");
                        }
                        received.add(command.senderPid);
                        early.take(sequence);
                    }
                    receiveAll(new CommandReceiver(ring, 0, row), received);
                    if (!received.equals(sent)) {
                        assertThat(received).as(order.describe()).isEqualTo(sent);
                    }
                } while (order.next());
                assertThat(order.runs()).isGreaterThan(1000);
            }
        }
    }

    @Test
    void theTestCatchesASenderThatPublishesBeforeItFills() {
        try (RecordedMemory ring = new RecordedMemory(RING_BYTES)) {
            ring.writeOrderedLong(CommandLayout.TAIL, 1);
            Command command = command(1);
            command.sequence = 1;
            CommandSlots.write(ring, 0, command);
            EveryOrder order = new EveryOrder(ring, LOADS);
            int broken = 0;
            do {
                Command read = new Command();
                long sequence = new CommandReceiver(order, 0, RawMemoryRow.EMPTY).next(read);
                broken += sequence < 0 || (sequence > 0 && !isWhole(read)) ? 1 : 0;
            } while (order.next());
            assertThat(broken).isPositive();
        }
    }

    /** A row that nobody writes. */
    private static final class RawMemoryRow {
        static final PointerBytesStore EMPTY = RawMemory.zeroes(ROW_BYTES);
    }

    @Test
    void aSlotIsRefusedUntilTheReceiverHasTakenIt() {
        PointerBytesStore ring = RawMemory.zeroes(RING_BYTES);
        try (RecordedMemory row = new RecordedMemory(ROW_BYTES)) {
            CommandSender sender = new CommandSender(ring, row, 0);
            for (int i = 1; i <= CommandLayout.CAPACITY; i++) {
                assertThat(sender.send(command(i))).isEqualTo(i);
            }
            CommandReceiver receiver = new CommandReceiver(ring, 0, row);
            assertThat(receiver.next(new Command())).isEqualTo(1);
            assertThat(sender.send(command(9))).isZero();
            receiver.take(1);
            assertThat(sender.send(command(9))).isEqualTo(9);
            assertThat(sender.send(command(10))).isZero();
        }
    }

    @Test
    void aReceiverThatDiesAnywhereObeysNothingTwiceAndAnswersNothingUnobeyed() {
        // Head; entry's sequence, entry's result, last answered.
        int stores = 4;
        for (int death = 0; death <= stores; death++) {
            PointerBytesStore ring = RawMemory.zeroes(RING_BYTES);
            try (RecordedMemory row = new RecordedMemory(ROW_BYTES)) {
                CommandSender sender = new CommandSender(ring, row, 0);
                assertThat(sender.send(command(1))).isEqualTo(1);
                row.dieAfter(death);
                boolean obeyed = false;
                try {
                    CommandReceiver first = new CommandReceiver(ring, 0, row);
                    assertThat(first.next(new Command())).isEqualTo(1);
                    first.take(1);
                    obeyed = true;
                    first.answer(1, CommandResult.ACCEPTED);
                } catch (RecordedMemory.Died e) {
                    assertThat(sender.result(1)).isEqualTo(CommandResult.PENDING);
                }
                row.dieNever();
                CommandReceiver successor = new CommandReceiver(ring, 0, row);
                boolean unanswered = obeyed && death < stores;
                assertThat(successor.answerLost()).isEqualTo(unanswered ? 1 : 0);
                assertThat(successor.next(new Command())).isEqualTo(obeyed ? 0 : 1);
                assertThat(sender.result(1))
                        .as("death after %d stores", death)
                        .isEqualTo(
                                unanswered
                                        ? CommandResult.LOST
                                        : obeyed ? CommandResult.ACCEPTED : CommandResult.PENDING);
            }
        }
    }

    @Test
    void noOrderGivesASenderAnotherCommandsResult() {
        try (RecordedMemory row = new RecordedMemory(ROW_BYTES)) {
            CommandReceiver receiver = new CommandReceiver(RawMemory.zeroes(RING_BYTES), 0, row);
            receiver.answer(1, CommandResult.ACCEPTED);
            receiver.answer(1 + CommandLayout.CAPACITY, CommandResult.REFUSED);
            EveryOrder order = new EveryOrder(row, 3);
            CommandSender sender = new CommandSender(order, order, 0);
            int known = 0;
            do {
                CommandResult result = sender.result(1);
                assertThat(result)
                        .isIn(
                                CommandResult.PENDING,
                                CommandResult.ACCEPTED,
                                CommandResult.FORGOTTEN);
                known += result == CommandResult.ACCEPTED ? 1 : 0;
            } while (order.next());
            assertThat(known).isPositive();
        }
    }

    @Test
    void aDamagedTailCostsTheReceiverAFewStepsOnly() {
        for (long tail : new long[] {Long.MAX_VALUE, 1L << 40, 9, -1, Long.MIN_VALUE}) {
            PointerBytesStore ring = RawMemory.zeroes(RING_BYTES);
            PointerBytesStore row = RawMemory.zeroes(ROW_BYTES);
            ring.writeLong(CommandLayout.TAIL, tail);
            CommandReceiver receiver = new CommandReceiver(ring, 0, row);
            int steps = 0;
            long sequence;
            while ((sequence = receiver.next(new Command())) != 0) {
                assertThat(sequence).isNegative();
                receiver.take(-sequence);
                receiver.answer(-sequence, CommandResult.REFUSED);
                assertThat(++steps).isLessThanOrEqualTo(CommandLayout.CAPACITY + 1);
            }
        }
    }

    @Test
    void everyDamagedWordOfASlotIsRefusedOrHarmless() {
        for (int word = 0; word < 7; word++) {
            for (long damage : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 33 | 77}) {
                PointerBytesStore ring = RawMemory.zeroes(RING_BYTES);
                PointerBytesStore row = RawMemory.zeroes(ROW_BYTES);
                new CommandSender(ring, row, 0).send(command(5));
                ring.writeLong(CommandLayout.SLOTS + CommandLayout.SLOT_BYTES + 8L * word, damage);
                Command command = new Command();
                long sequence = new CommandReceiver(ring, 0, row).next(command);
                assertThat(Math.abs(sequence)).isEqualTo(1);
                if (sequence > 0) {
                    assertThat(command.kind).isNotEqualTo(CommandKind.NONE);
                    assertThat(command.x).isFinite();
                    assertThat(command.y).isFinite();
                }
            }
        }
    }
}
