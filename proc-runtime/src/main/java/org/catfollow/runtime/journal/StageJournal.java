package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.slots.CellCodec;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;

/**
 * What a stage put out, and what it was given for it, for {@code export}, {@code replay} and the flight
 * recorder. {@link #begin}, the puts and {@link #commit} are called by the stage's thread for each frame:
 * they allocate nothing, take no lock, touch no file and never wait; what finds no room is counted and
 * left out. A thread of its own writes the queue.
 *
 * <pre>{@code
 * if (journal.begin(RecordKind.FRAME, frameId, nanos)) {
 *     journal.putLong(sourceIndex);
 *     journal.commit();
 * }
 * }</pre>
 *
 * <p>A record is acknowledged when it is in the file, which is within 50 ms, or 0.7 s after the stage's
 * start: from then on no kill loses it, and {@link AcknowledgedMark} says so. When the queue cannot be
 * written (disk full, locked by another process, damaged), that is said once and the journal ends; the
 * stage goes on.
 */
public final class StageJournal implements AutoCloseable {
    /** Of an SD card that stands still, for control's periods and new tracks: two and a half seconds. */
    private static final int CAPACITY = 256;

    private static final long LOOK_NANOS = 50_000_000;

    /** For the last records when the stage ends; the launcher gives a stage two seconds. */
    private static final long GOODBYE_MILLIS = 500;

    /** Where records go; a test's seam. */
    interface Sink extends JournalThread.Sink {
        void append(BytesStore<?, ?> store, long offset, int length) throws IOException;
    }

    /** Opens it, on the journal's own thread. */
    interface Opening extends JournalThread.Opening<Sink> {}

    private final RecordRing ring;
    private final BytesStore<?, ?> store;
    private final JournalThread<Sink> writer;
    private final int pid = (int) ProcessHandle.current().pid();
    private int epoch;
    private long sequence;
    private long missed;
    private long start;
    private long at;

    private StageJournal(String where, Opening opening, Consumer<String> problem) {
        this.ring = opening == null ? null : new RecordRing(CAPACITY, RecordLayout.MOST_BYTES);
        this.store = opening == null ? null : ring.store();
        this.writer =
                opening == null
                        ? JournalThread.none()
                        : JournalThread.start(
                                "outputs", where, LOOK_NANOS, opening, new Waiting(), problem);
    }

    /** Seen from the journal's thread. */
    private final class Waiting implements JournalThread.Waiting<Sink> {
        private long slot;

        @Override
        public boolean poll() {
            slot = ring.poll();
            return slot >= 0;
        }

        @Override
        public boolean isFillingUp() {
            return ring.isFillingUp();
        }

        @Override
        public void write(Sink sink) throws IOException {
            sink.append(store, slot, ring.length());
            ring.release();
        }
    }

    /** Returns a journal that keeps nothing. */
    public static StageJournal none() {
        return new StageJournal("", null, text -> {});
    }

    /**
     * Returns a journal that is kept in a folder, which is made when it is missing.
     *
     * @param mostBytes all its files together, but for the newest
     * @param problem is told once, in one line, when the journal has to end; on the journal's thread
     */
    public static StageJournal in(Path folder, long mostBytes, Consumer<String> problem) {
        return to(folder.toString(), () -> new QueueSink(folder, mostBytes), problem);
    }

    static StageJournal to(String where, Opening opening, Consumer<String> problem) {
        return new StageJournal(where, opening, problem);
    }

    /** Returns whether records are kept: what is only for the journal need not be found out without. */
    public boolean isKept() {
        return !writer.hasEnded();
    }

    /** The stage has taken its role on a region, for the so-manieth time. */
    public void enter(long newEpoch) {
        epoch = (int) newEpoch;
    }

    /**
     * Begins a record.
     *
     * @return whether it is kept; if not, nothing else may be called for it
     */
    public boolean begin(RecordKind kind, long frameId, long nanos) {
        if (writer.hasEnded()) {
            return false;
        }
        sequence++;
        start = ring.claim();
        if (start < 0) {
            missed++;
            return false;
        }
        store.writeInt(start + RecordLayout.VERSION_AT, RecordLayout.VERSION);
        store.writeInt(start + RecordLayout.KIND, kind.ordinal());
        store.writeLong(start + RecordLayout.SEQUENCE, sequence);
        store.writeLong(start + RecordLayout.NANOS, nanos);
        store.writeLong(start + RecordLayout.FRAME_ID, frameId);
        store.writeInt(start + RecordLayout.PID, pid);
        store.writeInt(start + RecordLayout.EPOCH, epoch);
        store.writeLong(start + RecordLayout.MISSED, missed);
        at = start + RecordLayout.CONTENT;
        return true;
    }

    /** Adds eight bytes. */
    public void putLong(long value) {
        store.writeLong(at, value);
        at += 8;
    }

    /** Adds four bytes. */
    public void putInt(int value) {
        store.writeInt(at, value);
        at += 4;
    }

    /** Adds eight bytes. */
    public void putDouble(double value) {
        store.writeDouble(at, value);
        at += 8;
    }

    /** Adds a value as it lies in its slot of the region. */
    public <T> void putCell(CellCodec<T> codec, T value) {
        codec.write(value, store, at);
        at += codec.bytes();
    }

    /** Adds boxes, no more bytes than there are boxes for. */
    public void putDetections(Detections value) {
        DetectionsCell.CODEC.write(value, store, at);
        at += RecordLayout.detectionsBytes(value.count());
    }

    /** Adds tracks, no more bytes than there are tracks for. */
    public void putTracks(Tracks value) {
        TracksCell.CODEC.write(value, store, at);
        at += RecordLayout.tracksBytes(value.count());
    }

    /** Adds words, as many as there is room for; allocates, so it is for a {@link RecordKind#START} alone. */
    public void putWords(List<String> words) {
        byte[] text = String.join("\0", words).getBytes(StandardCharsets.UTF_8);
        int length = (int) Math.min(text.length, start + RecordLayout.MOST_BYTES - at - 1024);
        putInt(length);
        store.write(at, text, 0, length);
        at += length;
    }

    /** Hands the record over. */
    public void commit() {
        ring.commit((int) (at - start));
    }

    /** Returns how many records found no room. */
    long missed() {
        return missed;
    }

    /** Writes what is still to be written, for half a second at most. */
    @Override
    public void close() {
        finish(GOODBYE_MILLIS);
    }

    /** Writes what is still to be written; 0 waits as long as that takes. */
    void finish(long millis) {
        writer.finish(millis);
    }
}
