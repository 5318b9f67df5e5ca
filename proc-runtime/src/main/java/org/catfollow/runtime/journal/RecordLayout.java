package org.catfollow.runtime.journal;

import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;

/**
 * How a record lies in a stage's journal: this head, then what its kind has, in the order in which the
 * stage puts it, without gaps. Little-endian.
 *
 * <pre>
 * offset  bytes  field     note
 *      0      4  version   of this table and of everything behind it
 *      4      4  kind      ordinal of RecordKind
 *      8      8  sequence  of the process's records, from 1; what is left out found no room
 *     16      8  nanos     CLOCK_MONOTONIC
 *     24      8  frameId   0 for none
 *     32      4  pid
 *     36      4  epoch     how often the role had been taken on that region
 *     40      8  missed    records of that process that found no room so far
 *     48      -  content
 * </pre>
 */
final class RecordLayout {
    static final int VERSION = 1;

    static final int VERSION_AT = 0;
    static final int KIND = 4;
    static final int SEQUENCE = 8;
    static final int NANOS = 16;
    static final int FRAME_ID = 24;
    static final int PID = 32;
    static final int EPOCH = 36;
    static final int MISSED = 40;
    static final int CONTENT = 48;

    /** The longest: the flags of a start, or a target with its list of tracks. */
    static final int MOST_BYTES = 4096;

    private static final int DETECTIONS_HEAD = DetectionsCell.CODEC.fields().getLast().offset();
    private static final int DETECTION =
            DetectionsCell.CODEC.fields().getLast().bytes() / Detections.CAPACITY;
    private static final int TRACKS_HEAD = TracksCell.CODEC.fields().getLast().offset();
    private static final int TRACK = TracksCell.CODEC.fields().getLast().bytes() / Tracks.CAPACITY;

    private RecordLayout() {}

    /** Returns how much of a cell means something with so many boxes. */
    static int detectionsBytes(int count) {
        return DETECTIONS_HEAD + count * DETECTION;
    }

    /** Returns how much of a cell means something with so many tracks. */
    static int tracksBytes(int count) {
        return TRACKS_HEAD + count * TRACK;
    }
}
