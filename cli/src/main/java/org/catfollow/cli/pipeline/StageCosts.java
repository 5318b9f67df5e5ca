package org.catfollow.cli.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.cli.watching.ProcessUsage;
import org.catfollow.shm.layout.Role;

/**
 * What the processes of the stages cost between {@link #begin} and {@link #end}: processor time and
 * memory out of proc(5), garbage by what the JVM says of its heap, collections by its log, whose times are
 * CLOCK_MONOTONIC as ours. One thread.
 */
final class StageCosts {
    private static final long JCMD_SECONDS = 10;
    private static final Pattern USED =
            Pattern.compile("(?m)^ ?(?:DefNew|Tenured) +total \\d+K, used (\\d+)K");
    private static final Pattern PAUSE = Pattern.compile("^\\[(\\d+)ns\\] GC\\(\\d+\\) Pause");

    private final Map<Role, Long> pids;
    private final Path collectorLogs;
    private final ProcessUsage usage = new ProcessUsage(Path.of("/proc"));
    private final Map<Role, Heap> heaps = new EnumMap<>(Role.class);

    /** How much of a heap was in use, and from when on it may have been collected. */
    private record Heap(long fromNanos, long usedBytes) {}

    /**
     * Prepares.
     *
     * @param pids of the stages
     * @param collectorLogs folder with what {@link #jvmFlag} makes each JVM write
     */
    StageCosts(Map<Role, Long> pids, Path collectorLogs) {
        this.pids = new EnumMap<>(pids);
        this.collectorLogs = collectorLogs;
    }

    /** Returns the flag by which a JVM logs its collections into {@code folder}. */
    static String jvmFlag(Path folder) {
        return "-Xlog:gc:file=" + folder.resolve("%p.gc") + ":timenanos:filecount=0";
    }

    private static Path collectorLog(Path folder, long pid) {
        return folder.resolve(pid + ".gc");
    }

    void begin() {
        // The first question makes a JVM load what answers it.
        pids.values().forEach(StageCosts::heapBytes);
        pids.forEach((role, pid) -> heaps.put(role, new Heap(System.nanoTime(), heapBytes(pid))));
        long now = System.nanoTime();
        pids.values().forEach(pid -> usage.processorPercent(pid, now));
    }

    /** Writes what it was into {@code figures}. */
    void end(RunFigures figures) {
        long now = System.nanoTime();
        double all = 0;
        double memory = 0;
        long collections = 0;
        for (Map.Entry<Role, Long> stage : pids.entrySet()) {
            Role role = stage.getKey();
            long pid = stage.getValue();
            double percent = known(usage.processorPercent(pid, now));
            double megabytes = known(usage.proportionalMegabytes(pid));
            all += percent;
            memory += role == Role.GUARD ? 0 : megabytes;
            figures.set(role, StageFigure.PROCESSOR, percent);
            figures.set(role, StageFigure.MEMORY, megabytes);
        }
        for (Map.Entry<Role, Long> stage : pids.entrySet()) {
            Role role = stage.getKey();
            long pid = stage.getValue();
            Heap before = heaps.get(role);
            long after = heapBytes(pid);
            long to = System.nanoTime();
            long pauses = pauses(collectorLog(collectorLogs, pid), before.fromNanos, to);
            collections += pauses;
            figures.set(role, StageFigure.COLLECTIONS, (double) pauses);
            if (before.usedBytes >= 0 && after >= 0 && pauses == 0) {
                double seconds = (to - before.fromNanos) * 1e-9;
                figures.set(role, StageFigure.ALLOCATED, (after - before.usedBytes) / seconds);
            }
        }
        figures.set(Figure.PROCESSOR, all);
        figures.set(Figure.MEMORY, memory);
        figures.set(Figure.COLLECTIONS, (double) collections);
    }

    /** Of a stage that died meanwhile nothing is known, nor of the sum. */
    private static double known(double value) {
        return value < 0 ? Double.NaN : value;
    }

    /** Returns how many collections a log names between two times; 0 where there is no log. */
    static long pauses(Path log, long fromNanos, long toNanos) {
        try {
            return Files.readAllLines(log).stream()
                    .map(PAUSE::matcher)
                    .filter(Matcher::find)
                    .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                    .filter(nanos -> nanos >= fromNanos && nanos <= toNanos)
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Returns how much of a JVM's heap is in use, or -1 where nobody says (a JRE without jcmd). */
    private static long heapBytes(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return -1;
        }
        try {
            Process process =
                    new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.heap_info")
                            .redirectErrorStream(true)
                            .start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(JCMD_SECONDS, TimeUnit.SECONDS) ? usedBytes(text) : -1;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Returns what `jcmd GC.heap_info` says is in use, or -1 where it says nothing of it. */
    static long usedBytes(String heapInfo) {
        Matcher matcher = USED.matcher(heapInfo);
        long sum = -1;
        while (matcher.find()) {
            sum = Math.max(0, sum) + Long.parseLong(matcher.group(1)) * 1024;
        }
        return sum;
    }
}
