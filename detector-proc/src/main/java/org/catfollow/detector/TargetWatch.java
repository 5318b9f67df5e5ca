package org.catfollow.detector;

import org.catfollow.shm.region.Region;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackState;

/** Whether the tracker has a target now, and where. One thread; allocates nothing. */
final class TargetWatch {
    /** A tracker that has answered no frame for so long is gone, and its last word is old. */
    private static final long NEWS_NANOS = 1_000_000_000;

    private final TwoCellReader<Track> reader;
    private final Track track = new Track();
    private long mismatched;

    TargetWatch(Region region) {
        this.reader = region.stateReader(StateSlot.TRACK, TrackCell.CODEC);
    }

    /** Returns whether there is one: seen, or guessed at and not yet given up. */
    boolean hasTarget(long nowNanos) {
        TwoCellReader.Answer answer = reader.read(track);
        if (answer == TwoCellReader.Answer.CORRUPT) {
            mismatched++;
        }
        if (answer == TwoCellReader.Answer.CONTENDED) {
            return true; // in doubt: it is being written at this moment
        }
        return answer == TwoCellReader.Answer.VALUE
                && (track.valid() || track.state == TrackState.COASTING)
                && nowNanos - track.publishNanos <= NEWS_NANOS;
    }

    /** Returns what the tracker says of its target, until the next call; null when it cannot be read. */
    Track recall() {
        TwoCellReader.Answer answer = reader.read(track);
        if (answer == TwoCellReader.Answer.CORRUPT) {
            mismatched++;
        }
        return answer == TwoCellReader.Answer.VALUE ? track : null;
    }

    /** Returns how often the track made no sense: must stay 0. */
    long mismatched() {
        return mismatched;
    }
}
