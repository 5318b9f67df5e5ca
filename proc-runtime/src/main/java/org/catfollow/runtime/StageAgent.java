package org.catfollow.runtime;

/** One stage's work, a round at a time, over one attached region. Made anew after a re-attach. */
public interface StageAgent extends AutoCloseable {
    /** How long a round may wait for its input, so that the heartbeat and a stop are never late. */
    long MAX_WAIT_NANOS = 50_000_000;

    /**
     * Does one round: waits at most {@link #MAX_WAIT_NANOS} for input, works on it.
     *
     * @return whether there is more to do; false ends the process with {@link ExitCode#DONE}
     * @throws StageFailure to end the process with another code
     */
    boolean doWork();

    /** Called about once a second, off the hot path: publish what is counted elsewhere. */
    default void housekeeping(long nowNanos) {}

    /** Lets go of what the agent took from the region. */
    @Override
    void close();
}
