package org.catfollow.runtime.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.slots.CellCodec;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;

/**
 * A record as it was read: its head, and its content to be taken in the order in which it was put. One
 * thread.
 *
 * <p>Taking more than there is, or a value that is out of its range, is an {@link
 * IllegalArgumentException}: a file is input.
 */
public final class StageRecord {
    private static final RecordKind[] KINDS = RecordKind.values();

    private final byte[] bytes;
    private final BytesStore<?, ?> store;
    private int at;

    /** Takes a record's bytes over. */
    StageRecord(byte[] bytes) {
        this.bytes = bytes;
        this.store = BytesStore.wrap(bytes);
        if (bytes.length < RecordLayout.CONTENT) {
            throw new IllegalArgumentException("a record of " + bytes.length + " bytes");
        }
        int version = store.readInt(RecordLayout.VERSION_AT);
        if (version != RecordLayout.VERSION) {
            throw new OtherVersionException(version);
        }
        int kind = store.readInt(RecordLayout.KIND);
        if (kind < 0 || kind >= KINDS.length) {
            throw new IllegalArgumentException("a record of kind " + kind);
        }
        rewind();
    }

    /** Was written by a program whose records are laid out in another way. */
    static final class OtherVersionException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        OtherVersionException(int version) {
            super(
                    "records of version "
                            + version
                            + ", this program reads version "
                            + RecordLayout.VERSION);
        }
    }

    /** Returns what it tells. */
    public RecordKind kind() {
        return KINDS[store.readInt(RecordLayout.KIND)];
    }

    /** Returns its number among the process's records, from 1. */
    public long sequence() {
        return store.readLong(RecordLayout.SEQUENCE);
    }

    /** Returns when it was, CLOCK_MONOTONIC nanoseconds. */
    public long nanos() {
        return store.readLong(RecordLayout.NANOS);
    }

    /** Returns the frame that it is about, 0 for none. */
    public long frameId() {
        return store.readLong(RecordLayout.FRAME_ID);
    }

    /** Returns the process that put it. */
    public int pid() {
        return store.readInt(RecordLayout.PID);
    }

    /** Returns how often the role had been taken on that region. */
    public int epoch() {
        return store.readInt(RecordLayout.EPOCH);
    }

    /** Returns how many records of that process found no room so far. */
    public long missed() {
        return store.readLong(RecordLayout.MISSED);
    }

    /** Takes the content from its begin again; returns this. */
    public StageRecord rewind() {
        at = RecordLayout.CONTENT;
        return this;
    }

    /** Returns the bytes, for a copy of the journal. */
    byte[] bytes() {
        return bytes;
    }

    private int step(int length) {
        if (length < 0 || at + length > bytes.length) {
            throw new IllegalArgumentException(
                    "a record of " + bytes.length + " bytes has no " + length + " at " + at);
        }
        int from = at;
        at += length;
        return from;
    }

    /** Takes eight bytes. */
    public long takeLong() {
        return store.readLong(step(8));
    }

    /** Takes four bytes. */
    public int takeInt() {
        return store.readInt(step(4));
    }

    /** Takes eight bytes. */
    public double takeDouble() {
        return store.readDouble(step(8));
    }

    /** Takes a value into its holder. */
    public <T> T takeCell(CellCodec<T> codec, T holder) {
        return read(codec, holder, step(codec.bytes()));
    }

    /** Takes boxes into their holder. */
    public Detections takeDetections(Detections holder) {
        int from = step(RecordLayout.detectionsBytes(0));
        read(DetectionsCell.CODEC, holder, from);
        step(RecordLayout.detectionsBytes(holder.count()) - RecordLayout.detectionsBytes(0));
        return holder;
    }

    /** Takes tracks into their holder. */
    public Tracks takeTracks(Tracks holder) {
        int from = step(RecordLayout.tracksBytes(0));
        read(TracksCell.CODEC, holder, from);
        step(RecordLayout.tracksBytes(holder.count()) - RecordLayout.tracksBytes(0));
        return holder;
    }

    private <T> T read(CellCodec<T> codec, T holder, int from) {
        boolean sensible;
        try {
            sensible = codec.read(store, from, holder);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("a record is cut", e);
        }
        if (!sensible) {
            throw new IllegalArgumentException("a value of a record is out of its range");
        }
        return holder;
    }

    /** Takes words. */
    public List<String> takeWords() {
        int length = takeInt();
        String text = new String(bytes, step(length), length, StandardCharsets.UTF_8);
        return text.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(text.split("\0", -1)));
    }
}
