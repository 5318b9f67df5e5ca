package org.catfollow.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledJournalTest {
    private static final int WRITERS = 3;
    private static final int RECORDS_EACH = 150;

    @TempDir private Path folder;

    private Process append(long first) throws Exception {
        return start(AppendingProgram.class, folder.toString(), Long.toString(first));
    }

    private Process outputs() throws Exception {
        return start(OutputsProgram.class, folder.toString());
    }

    private static Process start(Class<?> program, String... words) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@"
                                        + System.getProperty("catfollow.repository")
                                        + "/deploy/jvm/common.args",
                                "@"
                                        + System.getProperty("catfollow.repository")
                                        + "/deploy/jvm/control.args",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @Test
    void whatAKilledWriterHasSaidIsThereAndTheNextWriterGoesOn() throws Exception {
        long next = 1;
        for (int i = 0; i < WRITERS; i++) {
            long said = killAfter(append(next), RECORDS_EACH + i * 37);
            List<Long> found = Transitions.frameIds(folder);
            // In order, none left out, none half: what was said, and at most what was not said yet.
            assertThat(found)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, found.size()).boxed().toList());
            assertThat((long) found.size()).isGreaterThanOrEqualTo(said);
            next = found.size() + 1L;
        }
    }

    @Test
    void aReaderFollowsWhileAWriterIsKilledAndAnotherGoesOn() throws Exception {
        killAfter(append(1), 10);
        int before = Transitions.frameIds(folder).size();
        try (JournalReader reader = new JournalReader(folder)) {
            for (long expected = 1; expected <= before; expected++) {
                assertThat(reader.next().orElseThrow().frameId()).isEqualTo(expected);
            }
            assertThat(reader.next()).isEmpty();
            killAfter(append(before + 1L), 10);
            assertThat(reader.next().orElseThrow().frameId()).isEqualTo(before + 1L);
            assertThat(reader.unreadable()).isZero();
        }
    }

    @Test
    void noRecordOfAStageThatWasAcknowledgedIsLostByAKill() throws Exception {
        for (int i = 0; i < WRITERS; i++) {
            Process writer = outputs();
            long acknowledged = 0;
            try (BufferedReader said = writer.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(said.readLine()).isEqualTo("ready");
                while (AcknowledgedMark.of(folder, writer.pid()) < 100) {
                    Thread.onSpinWait();
                }
            } finally {
                boolean ignored = writer.toHandle().destroyForcibly();
                writer.waitFor();
                acknowledged = AcknowledgedMark.of(folder, writer.pid());
            }
            assertThat(numbersOf(writer.pid()))
                    .startsWith(
                            LongStream.rangeClosed(1, acknowledged).boxed().toArray(Long[]::new));
        }
    }

    private List<Long> numbersOf(long pid) {
        List<Long> numbers = new ArrayList<>();
        try (StageJournalReader reader = new StageJournalReader(folder)) {
            StageRecord record = reader.next();
            while (record != null) {
                if (record.pid() == pid) {
                    numbers.add(record.takeLong());
                }
                record = reader.next();
            }
            assertThat(reader.unreadable()).isZero();
        }
        return numbers;
    }

    /** Kills it in mid-loop once it has said so many; returns the last number that it said. */
    private static long killAfter(Process writer, int records) throws Exception {
        try (BufferedReader said = writer.inputReader(StandardCharsets.US_ASCII)) {
            long last = 0;
            for (int i = 0; i < records; i++) {
                String line = said.readLine();
                assertThat(line).as("the writer goes on").isNotNull();
                last = Long.parseLong(line);
            }
            // Not by the process itself, which would close its output.
            boolean ignored = writer.toHandle().destroyForcibly();
            writer.waitFor();
            return last;
        } finally {
            writer.destroyForcibly();
        }
    }
}
