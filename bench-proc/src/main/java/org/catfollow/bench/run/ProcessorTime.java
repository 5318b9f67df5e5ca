package org.catfollow.bench.run;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long a process's threads have run, as the kernel counts it. */
final class ProcessorTime {
    private static final Path PROC = Path.of("/proc");
    private static final long NANOS_PER_TICK = 10_000_000;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private ProcessorTime() {}

    /**
     * Returns the nanoseconds of all threads that are there now; of a kernel without
     * {@code CONFIG_SCHED_INFO} to a hundredth of a second. 0 when it has gone.
     */
    static long nanos(long pid) {
        Path process = PROC.resolve(Long.toString(pid));
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                sum += firstNumber(Files.readString(thread.resolve("schedstat")));
            }
            return sum;
        } catch (IOException | DirectoryIteratorException e) {
            return ticks(process) * NANOS_PER_TICK;
        }
    }

    private static long firstNumber(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    private static long ticks(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"));
            // After the program's name, which may hold anything.
            String[] fields = line.substring(line.lastIndexOf(") ") + 2).split(" ", -1);
            return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        } catch (IOException e) {
            return 0;
        }
    }
}
