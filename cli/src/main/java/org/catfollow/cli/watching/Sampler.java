package org.catfollow.cli.watching;

import java.util.EnumMap;
import java.util.Map;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;

/**
 * Looks at the newest of each kind, again and again, and keeps their rhythm. One thread. What comes and goes
 * between two looks ({@link #LOOK_NANOS}) is counted as lost where it is numbered.
 */
public final class Sampler implements AutoCloseable {
    /** Between two looks: an age that is shown is too high by so much at most, and a look's own time. */
    public static final long LOOK_NANOS = 2_000_000;

    /** What is watched: the newest value of a stage. */
    public enum Kind {
        /** Frames in the ring. */
        CAPTURE("frames in the ring"),
        /** The tracker's answers. */
        TRACKER("tracks"),
        /** The detector's answers. */
        DETECTOR("detections"),
        /** Control's decisions. */
        CONTROL("decisions"),
        /** The guard's rounds. */
        GUARD("rounds");

        private final String what;

        Kind(String what) {
            this.what = what;
        }

        /** Returns what comes, for people. */
        public String what() {
            return what;
        }

        /** Returns whether it carries the number of its frame, so that one left out is seen. */
        public boolean isNumbered() {
            return this == CAPTURE || this == TRACKER || this == DETECTOR;
        }
    }

    private final FrameReader frames;
    private final TwoCellReader<Track> tracks;
    private final TwoCellReader<Detections> detections;
    private final TwoCellReader<ControlStatus> statuses;
    private final TwoCellReader<GuardStatus> guards;
    private final Track track = new Track();
    private final Detections found = new Detections();
    private final ControlStatus status = new ControlStatus();
    private final GuardStatus guard = new GuardStatus();
    private final Map<Kind, Rhythm> rhythms = new EnumMap<>(Kind.class);

    /**
     * Begins with nothing seen.
     *
     * @param window how many of the last arrivals count
     */
    public Sampler(Region region, int window) {
        frames = region.frameReader();
        tracks = region.stateReader(StateSlot.TRACK, TrackCell.CODEC);
        detections = region.stateReader(StateSlot.DETECTIONS, DetectionsCell.CODEC);
        statuses = region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        guards = region.stateReader(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC);
        for (Kind kind : Kind.values()) {
            rhythms.put(kind, new Rhythm(window));
        }
    }

    /** Takes one look at everything. */
    public void look() {
        long frame = frames.newestFrame();
        if (frame > 0) {
            see(Kind.CAPTURE, frame, captureNanos(frame));
        }
        if (tracks.read(track) == TwoCellReader.Answer.VALUE) {
            see(Kind.TRACKER, track.frameId, track.captureNanos);
        }
        if (detections.read(found) == TwoCellReader.Answer.VALUE) {
            see(Kind.DETECTOR, found.frameId, found.captureNanos);
        }
        if (statuses.read(status) == TwoCellReader.Answer.VALUE) {
            see(Kind.CONTROL, status.nanos, 0);
        }
        if (guards.read(guard) == TwoCellReader.Answer.VALUE && guard.nanos != 0) {
            see(Kind.GUARD, guard.nanos, 0);
        }
    }

    private void see(Kind kind, long id, long captureNanos) {
        rhythms.get(kind).look(id, captureNanos, kind.isNumbered(), System.nanoTime());
    }

    private long captureNanos(long frame) {
        if (frames.open(frame) != FrameReader.Answer.OPEN) {
            return 0;
        }
        long captured = frames.description().captureNanos;
        return frames.stillValid() ? captured : 0;
    }

    /** Returns the rhythm of one kind. */
    public Rhythm rhythm(Kind kind) {
        return rhythms.get(kind);
    }

    @Override
    public void close() {
        frames.close();
    }
}
