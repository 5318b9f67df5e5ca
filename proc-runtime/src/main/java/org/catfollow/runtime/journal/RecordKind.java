package org.catfollow.runtime.journal;

/** What a record of a stage's journal tells. The ordinal is what lies in the file: append only. */
public enum RecordKind {
    /** A stage has begun on a region: its flags and what it took over. */
    START,
    /** Capture has committed a frame. */
    FRAME,
    /** The detector has looked at a frame: what it was told, what it found. */
    DETECTIONS,
    /** The tracker has answered a frame. */
    TRACK,
    /** The tracker has gone round: which frame and which detections it was given. */
    TRACKER_ROUND,
    /** Control was given a command. */
    COMMAND,
    /** Control has decided a period: what it was told, what it said. */
    PERIOD
}
