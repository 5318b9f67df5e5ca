package org.catfollow.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.catfollow.bench.run.BenchPlan.Waiting;
import org.catfollow.bench.transport.Transports;

/**
 * What takes part in a case.
 *
 * @param name of its row
 * @param transport of its ends in Java
 * @param sender what sends
 * @param receiver what receives
 * @param waiting how its receivers wait, where it is a ring
 */
record Entry(String name, String transport, End sender, End receiver, Waiting waiting) {
    /** A process's language. */
    enum End {
        JAVA,
        C
    }

    /** Returns whether a region has to be there for it. */
    boolean isRing() {
        return transport.equals(Transports.RING);
    }

    private boolean isFloor() {
        return sender == End.C && receiver == End.C;
    }

    private boolean needsC() {
        return sender == End.C || receiver == End.C;
    }

    /** Returns those of a plan; those in C only where there is a compiler. */
    static List<Entry> of(BenchPlan plan, boolean compiler) {
        List<Entry> entries = new ArrayList<>();
        for (Waiting waiting : plan.waits()) {
            if (waiting != Waiting.SPIN) {
                entries.add(ring("ring", End.JAVA, End.JAVA, waiting));
            }
            entries.add(ring("c", End.C, End.C, waiting));
        }
        if (plan.mixed()) {
            entries.add(ring("ring-to-c", End.JAVA, End.C, Waiting.FUTEX));
            entries.add(ring("c-to-ring", End.C, End.JAVA, Waiting.FUTEX));
        }
        for (String peer : plan.peers()) {
            entries.add(new Entry(peer, peer, End.JAVA, End.JAVA, Waiting.FUTEX));
        }
        return entries.stream().filter(entry -> compiler || !entry.needsC()).toList();
    }

    /** Returns the name of the row that the others are compared with: the first in C alone. */
    static String floor(List<Entry> entries) {
        return entries.stream().filter(Entry::isFloor).findFirst().map(Entry::name).orElse("");
    }

    private static Entry ring(String name, End sender, End receiver, Waiting waiting) {
        String suffix =
                waiting == Waiting.FUTEX ? "" : "-" + waiting.name().toLowerCase(Locale.ROOT);
        return new Entry(name + suffix, Transports.RING, sender, receiver, waiting);
    }
}
