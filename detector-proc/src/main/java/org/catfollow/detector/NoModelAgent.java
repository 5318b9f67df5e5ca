package org.catfollow.detector;

import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageContext;

/** The duty cycle of a detector without a model: alive, says so, and finds nothing. */
final class NoModelAgent implements StageAgent {
    NoModelAgent(StageContext context) {
        context.log().info("no model: nothing will be detected; --model none was given");
        context.idle("no model");
    }

    @Override
    public boolean doWork() {
        // Nothing can come that would make work: this is the pace of the heartbeat.
        LockSupport.parkNanos(MAX_WAIT_NANOS);
        return true;
    }

    @Override
    public void close() {}
}
