package org.catfollow.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.catfollow.bench.figures.Turn;

/** One transport in a case: its sender and its receivers, each a process. One thread. */
final class Contender implements AutoCloseable {
    /** For a JVM to start on a busy machine, twenty at a time. */
    private static final double START_SECONDS = 90;

    private static final double ANSWER_SECONDS = 30;

    private final Entry entry;
    private final BooleanSupplier interrupted;
    private final List<WorkerProcess> all = new ArrayList<>();

    /**
     * Starts its processes, the sender first.
     *
     * @param command the words that start an end of an entry
     */
    Contender(
            Entry entry,
            int receivers,
            BooleanSupplier interrupted,
            BiFunction<String, Entry, List<String>> command) {
        this.entry = entry;
        this.interrupted = interrupted;
        boolean started = false;
        try {
            start("sender", command);
            sender().await("up", START_SECONDS);
            for (int i = 0; i < receivers; i++) {
                start("receiver", command);
            }
            receivers().forEach(receiver -> receiver.await("up", START_SECONDS));
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    private void start(String end, BiFunction<String, Entry, List<String>> command) {
        String name = entry.name() + "-" + end + (all.isEmpty() ? "" : "-" + all.size());
        all.add(WorkerProcess.start(name, command.apply(end, entry), interrupted));
    }

    Entry entry() {
        return entry;
    }

    private WorkerProcess sender() {
        return all.get(0);
    }

    private List<WorkerProcess> receivers() {
        return all.subList(1, all.size());
    }

    /**
     * Lets it have one turn.
     *
     * @param framesPerSecond 0 for as fast as it goes
     * @param fill whether each frame is written whole
     */
    Turn turn(double framesPerSecond, double seconds, boolean fill) {
        receivers().forEach(receiver -> receiver.say("listen"));
        receivers().forEach(receiver -> receiver.await("listening", ANSWER_SECONDS));
        long[] before = all.stream().mapToLong(each -> ProcessorTime.nanos(each.pid())).toArray();
        long begun = System.nanoTime();
        long period = framesPerSecond == 0 ? 0 : Math.round(1e9 / framesPerSecond);
        long frames =
                framesPerSecond == 0
                        ? Long.MAX_VALUE
                        : Math.max(1, Math.round(seconds * framesPerSecond));
        // A period more: the last frame comes at its end.
        long longest = Math.round(seconds * 1e9) + period;
        sender().say(
                        String.format(
                                Locale.ROOT,
                                "send %d %d %d %d",
                                period,
                                frames,
                                longest,
                                fill ? 1 : 0));
        all.forEach(each -> each.await("done", seconds + ANSWER_SECONDS));
        long wall = System.nanoTime() - begun;
        long[] after = all.stream().mapToLong(each -> ProcessorTime.nanos(each.pid())).toArray();
        return figures(before, after, wall);
    }

    private Turn figures(long[] before, long[] after, long wallNanos) {
        all.forEach(each -> each.say("report"));
        Report sent = new Report(sender().await("report", ANSWER_SECONDS));
        Histogram latency = Report.emptyHistogram();
        long seen = 0;
        long lost = 0;
        long wrong = 0;
        long receiverNanos = 0;
        for (int i = 1; i < all.size(); i++) {
            Report received = new Report(all.get(i).await("report", ANSWER_SECONDS));
            latency.add(received.histogram("latency"));
            seen += received.number("seen");
            lost += received.number("lost");
            wrong += received.number("wrong");
            receiverNanos += after[i] - before[i];
        }
        return new Turn(
                latency,
                sent.histogram("writing"),
                sent.histogram("publishing"),
                sent.number("sent"),
                seen,
                lost,
                wrong,
                sent.number("nanos"),
                wallNanos,
                after[0] - before[0],
                receiverNanos / receivers().size());
    }

    /** Runs code hot that the turns run seldom: bursts, then waits and wake-ups by the thousand. */
    void warmUp(double seconds) {
        if (seconds > 0) {
            turn(0, Math.min(seconds, 0.3), false);
            turn(10_000, seconds, false);
            turn(200, Math.min(seconds, 0.5), true);
        }
    }

    @Override
    public void close() {
        all.forEach(WorkerProcess::close);
    }
}
