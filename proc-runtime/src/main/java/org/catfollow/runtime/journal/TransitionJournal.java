package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Pose;

/**
 * The journal of a stage's transitions. {@link #notice} is called by the stage's thread in every period:
 * it allocates nothing, takes no lock and never waits; what finds no room is counted and left out. A
 * thread of its own writes the queue, and loads the library for it, when there is the first transition.
 *
 * <p>A record reaches the file within 200 ms; a process that is killed before that loses it. When the
 * queue cannot be written (disk full, locked by another process, damaged), that is said once and the
 * journal ends; the stage goes on.
 */
public final class TransitionJournal implements AutoCloseable {
    /** More than the state machine can take between two looks of the thread. */
    private static final int CAPACITY = 64;

    private static final long LOOK_NANOS = 200_000_000;

    /** For the last records when the stage ends; the launcher gives a stage two seconds. */
    private static final long GOODBYE_MILLIS = 500;

    /** Where records go; a test's seam. */
    interface Sink extends JournalThread.Sink {
        void append(Transition entry) throws IOException;
    }

    /** Opens it, on the journal's own thread. */
    interface Opening extends JournalThread.Opening<Sink> {}

    private final TransitionRing ring = new TransitionRing(CAPACITY);
    private final JournalThread<Sink> writer;
    private final long pid = ProcessHandle.current().pid();
    private long epoch;
    private long noticed = -1;
    private long missed;

    private TransitionJournal(String where, Opening opening, Consumer<String> problem) {
        this.writer =
                opening == null
                        ? JournalThread.none()
                        : JournalThread.start(
                                "journal", where, LOOK_NANOS, opening, new Waiting(), problem);
    }

    /** Seen from the journal's thread. */
    private final class Waiting implements JournalThread.Waiting<Sink> {
        private Transition entry;

        @Override
        public boolean poll() {
            entry = ring.poll();
            return entry != null;
        }

        @Override
        public void write(Sink sink) throws IOException {
            sink.append(entry);
            ring.release();
        }
    }

    /** Returns a journal that keeps nothing. */
    public static TransitionJournal none() {
        return new TransitionJournal("", null, text -> {});
    }

    /**
     * Returns a journal that is kept in a folder, which is made when it is missing.
     *
     * @param problem is told once, in one line, when the journal has to end; on the journal's thread
     */
    public static TransitionJournal in(Path folder, Consumer<String> problem) {
        return to(folder.toString(), () -> queueSink(new JournalQueue(folder)), problem);
    }

    static TransitionJournal to(String where, Opening opening, Consumer<String> problem) {
        return new TransitionJournal(where, opening, problem);
    }

    private static Sink queueSink(JournalQueue queue) {
        return new Sink() {
            @Override
            public void append(Transition entry) throws IOException {
                queue.append(entry);
            }

            @Override
            public void close() {
                queue.close();
            }
        };
    }

    /** The stage has taken its role on a region, for the so-manieth time. */
    public void enter(long newEpoch) {
        epoch = newEpoch;
        noticed = -1;
    }

    /** Records the status if it is the first or its state was entered since the last look. */
    public void notice(ControlStatus status, Pose pose) {
        if (writer.hasEnded() || status.transitions == noticed) {
            return;
        }
        noticed = status.transitions;
        Transition slot = ring.claim();
        if (slot == null) {
            missed++;
            return;
        }
        slot.nanos = status.nanos;
        slot.wallMillis = System.currentTimeMillis();
        slot.pid = pid;
        slot.epoch = epoch;
        slot.frameId = status.frameId;
        slot.missed = missed;
        slot.from = status.previousState;
        slot.to = status.state;
        slot.reason = status.reason;
        slot.limit = status.limit;
        slot.xMetres = pose.xMetres;
        slot.yMetres = pose.yMetres;
        slot.headingDegrees = pose.headingDegrees;
        slot.speedMetresPerSecond = status.speedMetresPerSecond;
        ring.commit();
    }

    /** Returns how many transitions found no room. */
    long missed() {
        return missed;
    }

    /** Writes what is still to be written, for half a second at most. */
    @Override
    public void close() {
        writer.finish(GOODBYE_MILLIS);
    }
}
