package org.catfollow.shm.region;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A process for ever: pids repeat, pid and start time together do not within one boot.
 *
 * @param pid the process id
 * @param startTicks when it was started, clock ticks since boot, from {@code /proc/PID/stat}; 0 when
 *     unknown
 */
public record ProcessIdentity(long pid, long startTicks) {
    /** Returns this process's. */
    public static ProcessIdentity current() {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(pid, startTicksOf(pid));
    }

    /** Returns when the process {@code pid} was started, or 0 when there is none. */
    public static long startTicksOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // Field 22; the second, the name, may hold spaces and brackets of its own.
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(afterName[19]);
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** Returns the kernel's id of this boot; zeros where it has none. */
    public static UUID bootId() {
        try {
            return UUID.fromString(
                    Files.readString(
                                    Path.of("/proc/sys/kernel/random/boot_id"),
                                    StandardCharsets.US_ASCII)
                            .trim());
        } catch (IOException | IllegalArgumentException e) {
            return new UUID(0, 0);
        }
    }
}
