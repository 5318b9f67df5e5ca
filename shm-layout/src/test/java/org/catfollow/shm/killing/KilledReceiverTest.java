package org.catfollow.shm.killing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.region.TemporaryRegion;
import org.junit.jupiter.api.Test;

/**
 * Control is killed before each step of taking a command: no command is obeyed twice, none but that
 * one is lost, and a result that was read is not another one later.
 */
class KilledReceiverTest {
    private static final Duration WAIT = Duration.ofSeconds(5);

    /** Where the command is obeyed, between taking and answering it. */
    private static final Step OBEYED = new Step("SteppedProgram.obey", "ByteBuffer.putLong");

    /** The first was taken before; the second is the one that control is killed over. */
    private static final long KILLED_OVER = 2;

    private static final long SENT = 4;

    /** The senders, who read results all the time. */
    private static final class Watcher implements Victim {
        private final TemporaryRegion temporary = TemporaryRegion.small();
        private final Region region = temporary.attach();
        private final CommandResult[] results = new CommandResult[(int) SENT + 1];

        Watcher() throws IOException {}

        @Override
        public RegionFiles files() {
            return temporary.files();
        }

        @Override
        public void watch() {
            for (long sequence = KILLED_OVER; sequence <= SENT; sequence++) {
                assertThat(region.send(Contents.command((int) sequence), WAIT)).isEqualTo(sequence);
            }
            lookAtResults();
            assertThat(results[1]).isEqualTo(CommandResult.ACCEPTED);
        }

        @Override
        public void whileStanding(List<Step> done) {
            lookAtResults();
        }

        @Override
        public void afterDeath(List<Step> done) {
            lookAtResults();
            List<Long> obeyed = new ArrayList<>(List.of(1L));
            if (done.contains(OBEYED)) {
                obeyed.add(KILLED_OVER);
            }
            try (RoleClaim claim = region.claim(Role.CONTROL)) {
                CommandReceiver control = claim.commandReceiver();
                boolean answered = results[(int) KILLED_OVER] == CommandResult.ACCEPTED;
                assertThat(control.answerLost()).isLessThanOrEqualTo(1);
                lookAtResults();
                // Who was told that it was obeyed was told the truth; who was not, is told so now.
                boolean obeyedIt = done.contains(OBEYED);
                assertThat(answered && !obeyedIt).isFalse();
                if (obeyedIt && !answered) {
                    assertThat(results[(int) KILLED_OVER]).isEqualTo(CommandResult.LOST);
                }
                Command command = new Command();
                for (long next = control.next(command); next != 0; next = control.next(command)) {
                    assertThat(command.sequence).isEqualTo(next);
                    assertThat(command.x).isEqualTo(Contents.command((int) next).x);
                    control.take(next);
                    control.answer(next, CommandResult.REFUSED);
                    obeyed.add(next);
                    lookAtResults();
                }
            }
            List<Long> all = LongStream.rangeClosed(1, SENT).boxed().toList();
            List<Long> withoutOne = new ArrayList<>(all);
            withoutOne.remove(KILLED_OVER);
            assertThat(obeyed).isIn(all, withoutOne);
            assertThat(results[(int) SENT]).isEqualTo(CommandResult.REFUSED);
        }

        private void lookAtResults() {
            for (int sequence = 1; sequence <= SENT; sequence++) {
                CommandResult result = region.result(sequence);
                if (results[sequence] != null && results[sequence] != CommandResult.PENDING) {
                    assertThat(result).isEqualTo(results[sequence]);
                }
                results[sequence] = result;
            }
        }

        @Override
        public void close() throws IOException {
            region.close();
            temporary.close();
        }
    }

    @Test
    void noCommandIsObeyedTwiceAndNoResultChanges() throws IOException, InterruptedException {
        List<Step> steps = KilledAtEachStep.run("receive", Watcher::new);
        assertThat(steps).contains(OBEYED).contains(new Step("Waker.wake", "VarHandle.fullFence"));
        // The head; the command's number, its result, the last answered.
        assertThat(steps).filteredOn(step -> step.call().startsWith("BytesStore.")).hasSize(4);
    }
}
