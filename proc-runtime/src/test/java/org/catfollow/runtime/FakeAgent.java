package org.catfollow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;

/** An agent that does what the test wants. */
final class FakeAgent implements StageAgent {
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
        LockSupport.parkNanos(1_000_000);
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
