package org.catfollow.shm.killing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.region.TemporaryRegion;
import org.junit.jupiter.api.Test;

/** A sender is killed before each step: it has sent one command or none, and the next may send. */
class KilledSenderTest {
    private static final Step LOCKED = new Step("Libc.tryLock", "Syscall.call");
    private static final Step SENT = new Step("CommandSender.send", "BytesStore.writeOrderedLong");
    private static final Step CLOSED = new Step("Libc.close", "Syscall.call");

    /** Control, and a second sender. */
    private static final class Watcher implements Victim {
        private final TemporaryRegion temporary = TemporaryRegion.small();
        private final Region region = temporary.attach();
        private RoleClaim claim;
        private CommandReceiver control;

        Watcher() throws IOException {}

        @Override
        public RegionFiles files() {
            return temporary.files();
        }

        @Override
        public void watch() {
            claim = region.claim(Role.CONTROL);
            control = claim.commandReceiver();
            assertTaken(1, Contents.command(1));
        }

        @Override
        public void whileStanding(List<Step> done) {
            if (done.contains(LOCKED) && !done.contains(CLOSED)) {
                assertThatThrownBy(() -> region.send(Contents.command(3), Duration.ofMillis(5)))
                        .isInstanceOf(RegionException.class)
                        .hasMessageContaining("another sender has been writing");
            }
            if (!done.contains(SENT)) {
                assertThat(control.next(new Command())).isZero();
            }
        }

        @Override
        public void afterDeath(List<Step> done) {
            long next = 2;
            if (done.contains(SENT)) {
                assertTaken(next++, Contents.command(2));
            }
            assertThat(control.next(new Command())).isZero();
            assertThat(region.send(Contents.command(3), Duration.ofSeconds(5))).isEqualTo(next);
            assertTaken(next, Contents.command(3));
            assertThat(control.next(new Command())).isZero();
        }

        private void assertTaken(long sequence, Command sent) {
            Command taken = new Command();
            assertThat(control.next(taken)).isEqualTo(sequence);
            sent.sequence = sequence;
            assertThat(taken).usingRecursiveComparison().isEqualTo(sent);
            control.take(sequence);
            control.answer(sequence, CommandResult.ACCEPTED);
        }

        @Override
        public void close() throws IOException {
            if (claim != null) {
                claim.close();
            }
            region.close();
            temporary.close();
        }
    }

    @Test
    void oneCommandOrNoneIsSentAndTheLockComesFree() throws IOException, InterruptedException {
        List<Step> steps = KilledAtEachStep.run("send", Watcher::new);
        assertThat(steps)
                .startsWith(new Step("Libc.open", "Syscall.call"), LOCKED)
                .containsSubsequence(
                        new Step("CommandSlots.write", "BytesStore.writeLong"),
                        new Step("CommandSlots.write", "BytesStore.writeInt"),
                        new Step("CommandSlots.write", "BytesStore.writeDouble"),
                        SENT)
                .endsWith(CLOSED);
        // The slot 13, the tail 1.
        assertThat(steps).filteredOn(step -> step.call().startsWith("BytesStore.")).hasSize(14);
    }
}
