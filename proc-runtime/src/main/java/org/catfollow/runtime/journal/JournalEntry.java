package org.catfollow.runtime.journal;

/**
 * One transition as the journal holds it. States, reasons and limits are words: a journal outlives the
 * program that wrote it.
 *
 * @param nanos when it was, CLOCK_MONOTONIC of that boot
 * @param wallMillis when it was by the clock on the wall, milliseconds since 1970
 * @param pid the process that took it
 * @param epoch how often the role had been taken on that region
 * @param frameId frame that control had before it; 0 for none
 * @param missed how many transitions of that process were not recorded so far, for want of room
 * @param from state that was left; the same as {@code to} at the start
 * @param to state that was entered
 * @param reason why
 * @param limit what kept the robot from going faster
 * @param xMetres where it believed to be
 * @param yMetres where it believed to be
 * @param headingDegrees where it believed to look
 * @param speedMetresPerSecond what the car was told
 */
public record JournalEntry(
        long nanos,
        long wallMillis,
        long pid,
        long epoch,
        long frameId,
        long missed,
        String from,
        String to,
        String reason,
        String limit,
        double xMetres,
        double yMetres,
        double headingDegrees,
        double speedMetresPerSecond) {}
