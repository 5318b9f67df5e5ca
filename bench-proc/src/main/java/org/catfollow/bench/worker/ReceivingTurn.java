package org.catfollow.bench.worker;

import java.io.IOException;
import org.catfollow.bench.transport.Arrival;
import org.catfollow.bench.transport.FrameReceiver;
import org.catfollow.bench.transport.FrameSender;

/** A receiver's turns: counts what arrives, and how long after its publication. */
final class ReceivingTurn {
    private static final long LOOK_NANOS = 1_000_000_000L;

    /** Looks without a frame after which the turn is over: its end was missed, or the sender died. */
    private static final int LOOKS = 3;

    private final FrameReceiver receiver;
    private final Arrival arrival = new Arrival();
    private final Durations latency = new Durations();
    private long last;
    private long seen;
    private long lost;
    private long wrong;

    ReceivingTurn(FrameReceiver receiver) {
        this.receiver = receiver;
    }

    /** From now on frames count. */
    void begin() throws IOException {
        latency.clear();
        seen = 0;
        lost = 0;
        wrong = 0;
        last = receiver.begin();
    }

    /** Receives until the sender says the end. */
    void run() throws IOException {
        int silent = 0;
        while (silent < LOOKS) {
            if (!receiver.receive(arrival, LOOK_NANOS)) {
                silent++;
                continue;
            }
            long now = System.nanoTime();
            silent = 0;
            lost += arrival.id - last - 1;
            last = arrival.id;
            if (!arrival.whole) {
                lost++;
            } else if (arrival.index == FrameSender.END) {
                return;
            } else {
                count(now);
            }
        }
    }

    private void count(long nowNanos) {
        seen++;
        latency.record(nowNanos - arrival.publishedNanos);
        if (arrival.firstWord != arrival.id || arrival.lastWord != arrival.id) {
            wrong++;
        }
    }

    String report() {
        return "report seen="
                + seen
                + " lost="
                + lost
                + " wrong="
                + wrong
                + " latency="
                + latency.text();
    }
}
