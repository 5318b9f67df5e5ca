package org.catfollow.control.car.picarx;

import java.io.IOException;

/** The pin on which the ultrasonic sensor's echo comes, edge by edge. For the sonar's thread. */
interface EchoLine extends AutoCloseable {
    /**
     * Waits for the next edge and takes it; those that came meanwhile are kept in order.
     *
     * @param nanos how long; 0 only takes one that is there
     * @return false when none came
     */
    boolean awaitEdge(long nanos) throws IOException;

    /** Returns whether the edge taken last rises. */
    boolean rising();

    /** Returns when that was, nanoseconds of one and the same clock for all edges. */
    long edgeNanos();

    @Override
    void close();
}
