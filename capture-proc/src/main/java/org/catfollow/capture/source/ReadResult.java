package org.catfollow.capture.source;

/** What {@link FrameSource#read} did. */
public enum ReadResult {
    /** The slot holds a whole picture, described by the {@link SourceFrame}. */
    FRAME,
    /**
     * The source lives and has no picture yet; it has waited for one as long as a round may. The slot
     * may hold anything: use it for the next one.
     */
    NOTHING_YET,
    /** The source has no more pictures; the slot holds nothing. */
    END,
    /**
     * This picture could not be had; {@link SourceFrame#skipReason} says why, and the next call goes
     * on behind it. The slot may hold part of a picture: do not commit it, use it for the next one.
     */
    SKIPPED
}
