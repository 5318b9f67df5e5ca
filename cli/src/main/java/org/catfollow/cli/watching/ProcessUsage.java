package org.catfollow.cli.watching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What processes cost, out of proc(5): processor time between two looks, and memory. One thread. What
 * cannot be read, because the process has gone or is another user's, is -1.
 */
public final class ProcessUsage {
    /** The kernel's clock for people, USER_HZ: the same on every Linux that runs Java. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Pattern PROPORTIONAL = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private final Path proc;
    private final Map<Long, long[]> before = new HashMap<>();

    /**
     * Makes one without a first look.
     *
     * @param proc the proc file system, for tests another folder
     */
    public ProcessUsage(Path proc) {
        this.proc = proc;
    }

    /**
     * Returns how much of one core a process took since it was last asked about, percent; -1 at the
     * first time.
     */
    public double processorPercent(long pid, long nowNanos) {
        long ticks = ticks(pid);
        if (ticks < 0) {
            before.remove(pid);
            return -1;
        }
        long[] last = before.put(pid, new long[] {ticks, nowNanos});
        if (last == null || nowNanos <= last[1] || ticks < last[0]) {
            return -1;
        }
        return (ticks - last[0]) / TICKS_PER_SECOND * 1e9 / (nowNanos - last[1]) * 100;
    }

    private long ticks(long pid) {
        try {
            String line = Files.readString(proc.resolve(pid + "/stat"));
            // After the program's name, which may hold anything.
            String[] fields = line.substring(line.lastIndexOf(") ") + 2).split(" ", -1);
            return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    /**
     * Returns a process's share of the memory it has (proportional set size), megabytes: pages that
     * several processes map, such as the frames, are divided among them. -1 where it may not be asked.
     */
    public double proportionalMegabytes(long pid) {
        return kilobytes(proc.resolve(pid + "/smaps_rollup"), PROPORTIONAL);
    }

    /** Returns the memory of a process that is in use, shared pages counted whole, megabytes; or -1. */
    public double residentMegabytes(long pid) {
        return kilobytes(proc.resolve(pid + "/status"), RESIDENT);
    }

    private static double kilobytes(Path file, Pattern line) {
        try {
            Matcher matcher = line.matcher(Files.readString(file));
            return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024.0 : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
