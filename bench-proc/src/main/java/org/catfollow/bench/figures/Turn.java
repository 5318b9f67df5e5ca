package org.catfollow.bench.figures;

import org.HdrHistogram.Histogram;

/**
 * One turn of one contender.
 *
 * @param latency publish to observe of all receivers' frames, nanoseconds
 * @param writing time to write a frame whole, nanoseconds
 * @param publishing time of the sender's publishing, the wake-up in it, nanoseconds
 * @param sent frames
 * @param seen frames, by all receivers together
 * @param lost frames that receivers missed, all together
 * @param wrong frames whose pixels were another frame's; must be 0
 * @param sendingNanos from the turn's begin to its last frame, by the sender's clock
 * @param wallNanos that the turn took, its end and all lines in it: what processor time is set against
 * @param senderNanos processor time of the sender's process
 * @param receiverNanos processor time of a receiver's process, mean
 */
public record Turn(
        Histogram latency,
        Histogram writing,
        Histogram publishing,
        long sent,
        long seen,
        long lost,
        long wrong,
        long sendingNanos,
        long wallNanos,
        long senderNanos,
        long receiverNanos) {

    /** Returns the duration that a share of all observations did not exceed, microseconds. */
    double latencyMicros(double percentile) {
        return seen == 0 ? Double.NaN : latency.getValueAtPercentile(percentile) / 1e3;
    }

    double senderPercent() {
        return 100.0 * senderNanos / wallNanos;
    }

    double receiverPercent() {
        return 100.0 * receiverNanos / wallNanos;
    }

    /** Returns the processor time of the sender's process for each frame, microseconds. */
    double senderMicrosPerFrame() {
        return sent == 0 ? Double.NaN : senderNanos / 1e3 / sent;
    }

    double sentPerSecond() {
        return 1e9 * sent / sendingNanos;
    }

    double writingMicros() {
        return sent == 0 ? Double.NaN : writing.getValueAtPercentile(50) / 1e3;
    }

    double publishingMicros() {
        return sent == 0 ? Double.NaN : publishing.getValueAtPercentile(50) / 1e3;
    }

    /** Returns the frames that one receiver saw in a second, mean. */
    double seenPerSecond(int receivers) {
        return 1e9 * seen / receivers / sendingNanos;
    }
}
