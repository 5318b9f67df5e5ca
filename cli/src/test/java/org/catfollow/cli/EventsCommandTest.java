package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.runtime.journal.JournalEntry;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.runtime.journal.JournalReader;
import org.catfollow.runtime.journal.TransitionJournal;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Pose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsCommandTest {
    @TempDir private Path folder;

    private Answer events(String... words) {
        List<String> all = new ArrayList<>(List.of("events", "--journal", folder.toString()));
        all.addAll(List.of(words));
        return Robot.runAsItIs(all.toArray(String[]::new));
    }

    /** As control would; returns when all of it can be read. */
    private void live(int transitions) {
        Pose pose = new Pose();
        pose.set(1, 2, 90);
        try (TransitionJournal journal = TransitionJournal.in(folder, text -> {})) {
            journal.enter(2);
            for (int i = 0; i < transitions; i++) {
                ControlStatus status = new ControlStatus();
                status.transitions = i;
                status.frameId = 40L + i;
                status.previousState = i < 2 ? ControlState.IDLE : ControlState.SEARCH;
                status.state = i == 0 ? ControlState.IDLE : ControlState.SEARCH;
                status.reason = i == 0 ? ControlReason.START : ControlReason.PICTURES_ARRIVED;
                journal.notice(status, pose);
            }
        }
        awaitRecords(transitions);
    }

    /** The journal's thread may still be loading the library when close() has waited long enough. */
    private void awaitRecords(int wanted) {
        int found = 0;
        while (found < wanted) {
            found = 0;
            if (JournalFiles.isJournal(folder)) {
                try (JournalReader reader = new JournalReader(folder)) {
                    while (reader.next().isPresent()) {
                        found++;
                    }
                }
            }
            LockSupport.parkNanos(1000);
        }
    }

    @Test
    void eachTransitionIsALine() {
        live(2);
        Answer answer = events();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        long pid = ProcessHandle.current().pid();
        assertThat(answer.out())
                .extracting(line -> line.replaceFirst("^[-0-9]{10} [:.0-9]{12}", "TIME"))
                .containsExactly(
                        "TIME  IDLE at the start      START (control has just started)  frame 40  at"
                                + " 1.00 2.00 m, 90.0 degrees  0.00 m/s  pid "
                                + pid
                                + " (epoch 2)",
                        "TIME  IDLE -> SEARCH         PICTURES_ARRIVED (a fresh picture came)  frame"
                                + " 41  at 1.00 2.00 m, 90.0 degrees  0.00 m/s  pid "
                                + pid
                                + " (epoch 2)");
    }

    @Test
    void asJsonEachIsAnObjectALine() {
        live(2);
        Answer answer = events("--json", "--since", "10m");
        assertThat(answer.out()).hasSize(2);
        JsonObject second = JsonParser.parseString(answer.out().get(1)).getAsJsonObject();
        assertThat(second.keySet())
                .containsExactlyInAnyOrder(
                        "time",
                        "nanos",
                        "pid",
                        "epoch",
                        "frameId",
                        "from",
                        "to",
                        "reason",
                        "limit",
                        "xMetres",
                        "yMetres",
                        "headingDegrees",
                        "speed",
                        "missed");
        assertThat(second.get("from").getAsString()).isEqualTo("IDLE");
        assertThat(second.get("to").getAsString()).isEqualTo("SEARCH");
        assertThat(second.get("frameId").getAsLong()).isEqualTo(41);
    }

    @Test
    void whatIsOlderThanAskedForIsLeftOut() {
        live(1);
        assertThat(events("--since", "0s").out()).isEmpty();
        assertThat(events("--since", "7d").out()).hasSize(1);
    }

    @Test
    void withoutAJournalItIsOneLine() {
        Answer answer = events();
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .containsExactly(
                        "cat-follow events: there is no journal in "
                                + folder
                                + "; control keeps one when `deploy/launch.sh up` starts it (a stage"
                                + " started alone needs --journal)");
    }

    @Test
    void aTimeThatIsNoneIsOneLine() {
        Answer answer = events("--since", "yesterday");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .containsExactly(
                        "cat-follow events: --since must be a number with s, m, h or d, such as 10m,"
                                + " not 'yesterday'; see `cat-follow events --help`");
    }

    @Test
    void whatFoundNoRoomIsSaid() {
        JournalEntry entry =
                new JournalEntry(
                        1, 2, 3, 4, 5, 6, "TRACK", "FAULT", "NEW_REASON", "FLOOR", 0, 0, 0, 0);
        assertThat(EventsCommand.line(entry, 2))
                .contains("TRACK -> FAULT", "NEW_REASON (unknown to this version)")
                .endsWith("  limited: FLOOR  pid 3 (epoch 4)  (2 before it not recorded)");
    }

    @Test
    void followingGoesOnUntilItIsInterrupted() throws Exception {
        live(1);
        Thread thread = Thread.ofPlatform().start(() -> events("--follow"));
        assertThat(thread.join(Duration.ofMillis(1500))).isFalse();
        thread.interrupt();
        thread.join();
    }
}
