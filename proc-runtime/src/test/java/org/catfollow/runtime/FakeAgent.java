package org.catfollow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;

/** An agent that does what the test wants. */
final class FakeAgent implements StageAgent {
    /** No round is shorter. */
    static final long ROUND_NANOS = 1_000_000;

    /** What one round does; false ends the stage. */
    interface Round {
        boolean run(FakeAgent agent) throws IOException;
    }

    final StageContext context;
    private final Round round;
    int rounds;
    int housekeepings;
    boolean closed;

    FakeAgent(StageContext context, Round round) {
        this.context = context;
        this.round = round;
        context.running("");
    }

    @Override
    public boolean doWork() {
        rounds++;
        assertThat(rounds).as("rounds without an end").isLessThan(20_000);
        long begun = System.nanoTime();
        // A permit that was left over lets the first one through at once.
        while (System.nanoTime() - begun < ROUND_NANOS) {
            LockSupport.parkNanos(ROUND_NANOS);
        }
        try {
            return round.run(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void housekeeping(long nowNanos) {
        housekeepings++;
    }

    @Override
    public void close() {
        closed = true;
    }
}
