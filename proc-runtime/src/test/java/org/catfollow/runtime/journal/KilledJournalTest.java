package org.catfollow.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledJournalTest {
    private static final int WRITERS = 3;
    private static final int RECORDS_EACH = 150;

    @TempDir private Path folder;

    private Process append(long first) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@"
                                + System.getProperty("catfollow.repository")
                                + "/deploy/jvm/common.args",
                        "@"
                                + System.getProperty("catfollow.repository")
                                + "/deploy/jvm/control.args",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProgram.class.getName(),
                        folder.toString(),
                        Long.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
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
