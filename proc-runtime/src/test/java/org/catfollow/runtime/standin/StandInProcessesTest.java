package org.catfollow.runtime.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One HAT, several processes. */
class StandInProcessesTest {
    private static final int WRITES = 30_000;
    private static final int ATTEMPTS = 5;

    @TempDir private Path folder;
    private final List<Process> processes = new ArrayList<>();

    private Process start(Path file, int register, int count) throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StandInWriter.class.getName(),
                        file.toString(),
                        Integer.toString(register),
                        Integer.toString(count));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        processes.add(process);
        return process;
    }

    private static void awaitOpened(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        assertThat(output.readLine()).isEqualTo("opened");
    }

    private static void begin(Process process) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    @AfterEach
    void nobodyIsLeft() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void twoWritersOfOneRegisterLoseNothingAndTheLastOneOfTheLogHasTheLastWord()
            throws IOException, InterruptedException {
        long changes = 0;
        // One may be through before the other gets a processor.
        for (int i = 0; i < ATTEMPTS && changes <= 2; i++) {
            changes = twoWriters(folder.resolve("hat" + i));
        }
        assertThat(changes).as("the two wrote at the same time").isGreaterThan(2);
    }

    /** Returns how often the log goes from one writer to the other, the first included. */
    private long twoWriters(Path file) throws IOException, InterruptedException {
        StandInBench bench = new StandInBench(file);
        long before = bench.lastNumber();
        Process one = start(file, StandInBench.LEFT_MOTOR, WRITES);
        Process other = start(file, StandInBench.LEFT_MOTOR, WRITES);
        awaitOpened(one);
        awaitOpened(other);
        begin(one);
        begin(other);
        assertThat(one.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();

        Map<Long, Integer> last = new HashMap<>();
        StandInEntry entry = new StandInEntry();
        long changes = 0;
        long pid = 0;
        for (long number = before + 1; number <= bench.lastNumber(); number++) {
            assertThat(bench.read(number, entry)).as("entry %d", number).isTrue();
            assertThat(entry.wrote(StandInBench.LEFT_MOTOR)).isTrue();
            changes += entry.pid == pid ? 0 : 1;
            pid = entry.pid;
            assertThat(entry.value).isEqualTo(last.getOrDefault(entry.pid, 0) + 1);
            last.put(entry.pid, entry.value);
        }
        assertThat(last).containsEntry(one.pid(), WRITES).containsEntry(other.pid(), WRITES);
        assertThat(bench.register(StandInBench.LEFT_MOTOR)).isEqualTo(entry.value);
        return changes;
    }

    @Test
    void aWriterThatIsKilledLeavesTheRegisterAsItWas() throws IOException, InterruptedException {
        Path file = folder.resolve("hat");
        StandInBench bench = new StandInBench(file);
        MotorWatch watch = new MotorWatch(bench);
        Process writer = start(file, StandInBench.RIGHT_MOTOR, 0);
        awaitOpened(writer);
        begin(writer);
        while (!watch.turning()) {
            watch.look();
        }
        writer.destroyForcibly().waitFor();
        int left = bench.register(StandInBench.RIGHT_MOTOR);
        watch.look();
        assertThat(watch.turning()).isEqualTo(left != 0);
        assertThat(bench.register(StandInBench.RIGHT_MOTOR)).isEqualTo(left);
        new StandInBus(file).write(StandInBench.RIGHT_MOTOR, 0);
        while (watch.turning()) {
            watch.look();
        }
        assertThat(watch.motorsZeroSinceNanos()).isPositive();
    }
}
