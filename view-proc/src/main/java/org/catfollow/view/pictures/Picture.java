package org.catfollow.view.pictures;

/**
 * One frame as JPEG. Shared by all who are sent it, and never changed.
 *
 * @param frameId of the frame
 * @param captureNanos when it was captured, CLOCK_MONOTONIC
 * @param jpeg the whole file
 * @param notes what the stages say about this frame, one line of JSON; empty where nobody asked
 */
// An array for its bytes: compared by nobody, and handed to the socket as it is.
@SuppressWarnings("ArrayRecordComponent")
public record Picture(long frameId, long captureNanos, byte[] jpeg, String notes) {}
