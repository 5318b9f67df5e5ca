package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.catfollow.shm.ChildJvm;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many processes send commands at once, and some of them are killed while they do. */
class CommandStormTest {
    private static final int SENDERS = 4;
    private static final int KILLS = 9;
    private static final int COMMANDS_BETWEEN_KILLS = 2000;
    private static final long NUMBERS_EACH = 1_000_000;
    private static final long SEED = 20261121;

    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<Long> received = new ArrayList<>();
    private final List<Thread> listeners = new ArrayList<>();
    private long nextFirst = NUMBERS_EACH;

    private ChildJvm startSender(TemporaryRegion temporary) throws IOException {
        String first = Long.toString(nextFirst);
        nextFirst += NUMBERS_EACH;
        ChildJvm sender = ChildJvm.start("send", temporary.files().region().toString(), first);
        listeners.add(Thread.ofPlatform().start(() -> listen(sender)));
        return sender;
    }

    private void listen(ChildJvm sender) {
        try {
            String line = sender.line();
            while (line != null) {
                // One write of a few bytes to a pipe: whole, or not there.
                acknowledged.add(Long.parseLong(line.substring("sent ".length())));
                line = sender.line();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes so many commands, as control does. */
    private void take(CommandReceiver control, int count) {
        Command command = new Command();
        long deadline = System.nanoTime() + 300_000_000_000L;
        for (int taken = 0; taken < count; ) {
            long sequence = control.next(command);
            assertThat(sequence).as("a slot that makes no sense").isNotNegative();
            assertThat(System.nanoTime()).as("commands come").isLessThan(deadline);
            if (sequence > 0) {
                control.take(sequence);
                assertThat(command.x).as("one whole command").isEqualTo((double) command.senderPid);
                received.add(command.senderPid);
                control.answer(sequence, CommandResult.ACCEPTED);
                taken++;
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void takeTheRest(CommandReceiver control) {
        Command command = new Command();
        for (long sequence = control.next(command);
                sequence != 0;
                sequence = control.next(command)) {
            control.take(sequence);
            received.add(command.senderPid);
            control.answer(sequence, CommandResult.ACCEPTED);
        }
    }

    @Test
    @Timeout(600) // Seconds, unless many share a processor.
    void noneIsLostThatWasAcknowledgedAndNoneIsTakenTwice() throws Exception {
        Random random = new Random(SEED);
        List<ChildJvm> senders = new ArrayList<>();
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RoleClaim claim = region.claim(Role.CONTROL)) {
            for (int i = 0; i < SENDERS; i++) {
                senders.add(startSender(temporary));
            }
            CommandReceiver control = claim.commandReceiver();
            for (int kill = 0; kill < KILLS; kill++) {
                take(control, COMMANDS_BETWEEN_KILLS);
                int victim = random.nextInt(SENDERS);
                senders.get(victim).kill();
                senders.set(victim, startSender(temporary));
            }
            take(control, COMMANDS_BETWEEN_KILLS);
            for (ChildJvm sender : senders) {
                sender.kill();
            }
            for (Thread listener : listeners) {
                listener.join();
            }
            takeTheRest(control);
        } finally {
            for (ChildJvm sender : senders) {
                sender.close();
            }
        }
        Set<Long> distinct = new HashSet<>(received);
        assertThat(received).as("taken twice").hasSize(distinct.size());
        assertThat(distinct).as("acknowledged and lost").containsAll(acknowledged);
        assertThat(acknowledged).hasSizeGreaterThan(KILLS * COMMANDS_BETWEEN_KILLS / 2);
        // Sent, and killed before saying so: one for each sender that was killed at the most.
        distinct.removeAll(acknowledged);
        assertThat(distinct).hasSizeLessThanOrEqualTo(KILLS + SENDERS);
    }
}
