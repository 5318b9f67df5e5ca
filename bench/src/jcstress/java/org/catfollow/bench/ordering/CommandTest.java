package org.catfollow.bench.ordering;

import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.bench.ordering.Pieces.Piece;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.commands.CommandSender;
import org.catfollow.shm.layout.CommandLayout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The command ring: every field of a command is its number. */
final class CommandTest {
    private static final int RING = 2816;

    private CommandTest() {}

    /** A ring, control's row, one sender and control. */
    private static class Ring {
        // Control's row at its start, the ring behind it, one piece: as in the region.
        private final Piece region = Pieces.next();
        private final PointerBytesStore ring = new PointerBytesStore();
        private final CommandSender sender = new CommandSender(ring, region, 0);
        private final CommandReceiver receiver = new CommandReceiver(region, RING, region);
        private final Command sent = new Command();
        private final Command taken = new Command();

        Ring() {
            ring.set(region.addressForRead(RING), Pieces.BYTES - RING);
        }

        final long send(int number) {
            sent.kind = CommandKind.CAT_LOCATION;
            sent.expiresNanos = number;
            sent.x = number;
            sent.y = number;
            sent.stopCount = number;
            sent.senderPid = number;
            return sender.send(sent);
        }

        final CommandResult resultOf(long sequence) {
            return sender.result(sequence);
        }

        /** Returns 0: none there, the command's number, or -1: not whole. */
        final int take(CommandResult result) {
            long sequence = receiver.next(taken);
            if (sequence == 0) {
                return 0;
            }
            boolean whole =
                    sequence > 0
                            && taken.expiresNanos == sequence
                            && taken.x == sequence
                            && taken.y == sequence
                            && taken.stopCount == sequence
                            && taken.senderPid == sequence;
            receiver.take(Math.abs(sequence));
            receiver.answer(Math.abs(sequence), result);
            return whole ? (int) sequence : -1;
        }
    }

    /** Send with next. */
    @JCStressTest
    @Outcome(id = "[01]", expect = Expect.ACCEPTABLE, desc = "not there yet, or whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "not whole")
    @State
    public static class Sent extends Ring {
        @Actor
        public void sender() {
            send(1);
        }

        @Actor
        public void control(I_Result result) {
            result.r1 = take(CommandResult.ACCEPTED);
        }
    }

    /** Take with send: a full ring's slot is filled again only after control has read it. */
    @JCStressTest
    @Outcome(id = "1, [09]", expect = Expect.ACCEPTABLE, desc = "the first, whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "overwritten before it was read")
    @State
    public static class FilledAgain extends Ring {
        public FilledAgain() {
            for (int number = 1; number <= CommandLayout.CAPACITY; number++) {
                send(number);
            }
        }

        @Actor
        public void control(II_Result result) {
            result.r1 = take(CommandResult.ACCEPTED);
        }

        @Actor
        public void sender(II_Result result) {
            result.r2 = (int) send(CommandLayout.CAPACITY + 1);
        }
    }

    /** Answer with result, while the entry is taken by the command eight later. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "not answered yet")
    @Outcome(id = "5", expect = Expect.ACCEPTABLE, desc = "no longer known")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "its own result")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the result of another")
    @State
    public static class Asked extends Ring {
        public Asked() {
            for (int number = 1; number <= CommandLayout.CAPACITY; number++) {
                send(number);
            }
            for (int number = 1; number < CommandLayout.CAPACITY; number++) {
                take(CommandResult.ACCEPTED);
            }
            send(CommandLayout.CAPACITY + 1);
        }

        @Actor
        public void control() {
            take(CommandResult.ACCEPTED);
            take(CommandResult.REFUSED);
        }

        @Actor
        public void sender(I_Result result) {
            result.r1 = resultOf(1).ordinal();
        }
    }
}
