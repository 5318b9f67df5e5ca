package org.catfollow.shm.layout;

/** The sections of the region file, in file order. The ordinal is the index in the section table. */
public enum Section {
    /** What the region is; written once by its creator. */
    HEADER,
    /** Words that everybody may write: the stop count and the counts of waiters. */
    SIGNALS,
    /** Commands from people to control. */
    COMMANDS,
    /** What capture owns beside the frames. */
    CAPTURE,
    /** What the detector owns. */
    DETECTOR,
    /** What the tracker owns. */
    TRACKER,
    /** What control owns. */
    CONTROL,
    /** What the guard owns. */
    GUARD,
    /** One header for each frame slot; capture's. */
    FRAME_HEADERS,
    /** The pixels; capture's. */
    FRAME_PAYLOADS
}
