package org.catfollow.view.pictures;

import java.util.Optional;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;
import org.catfollow.shm.waiting.Waiter;

/**
 * Which frame is shown next: the newest that the tracker has answered, so that picture and boxes are of
 * one frame; where the tracker is silent or far behind, the newest one, without boxes. One thread.
 */
final class FrameChoice implements AutoCloseable {
    private static final int TRIES = 4;

    private final FrameReader reader;
    private final TwoCellReader<Track> tracks;
    private final TwoCellReader<Tracks> lists;
    private final Waiter trackWaiter;
    private final int farBehind;
    private final Track track = new Track();
    private final Tracks list = new Tracks();
    private long frameId;
    private boolean tracked;
    private boolean listed;
    private long seen;

    FrameChoice(Region region, FrameReader reader) {
        this.reader = reader;
        this.tracks = region.stateReader(StateSlot.TRACK, TrackCell.CODEC);
        this.lists = region.stateReader(StateSlot.TRACKS, TracksCell.CODEC);
        this.trackWaiter = region.stateWaiter(StateSlot.TRACK);
        // Beyond that its frame may have left the ring before it is encoded.
        this.farBehind = region.geometry().slotCount() / 2;
    }

    /** Looks anew; returns the frame's id, 0 where there is none. */
    long choose() {
        boolean answered = false;
        listed = false;
        for (int i = 0; i < TRIES && !listed; i++) {
            answered = tracks.read(track) == TwoCellReader.Answer.VALUE;
            seen = answered ? tracks.generation() : seen;
            // Written before the track: it may be of the next frame already.
            listed =
                    answered
                            && lists.read(list) == TwoCellReader.Answer.VALUE
                            && list.frameId == track.frameId;
        }
        long newest = reader.newestFrame();
        tracked = answered && track.frameId > 0 && newest - track.frameId <= farBehind;
        frameId = tracked ? track.frameId : newest;
        return frameId;
    }

    /** Waits until there may be another one, at most for {@code nanos}. */
    void await(long nanos) {
        if (tracked) {
            trackWaiter.awaitChange(seen, nanos);
        } else {
            reader.awaitNewer(frameId, nanos);
        }
    }

    /** Returns the target of the chosen frame; live until the next choice. */
    Track track() {
        return tracked ? track : new Track();
    }

    /** Returns whether the tracker has answered the chosen frame. */
    boolean isTracked() {
        return tracked;
    }

    /** Returns all that is tracked in the chosen frame, if that is known. */
    Optional<Tracks> tracks() {
        return tracked && listed ? Optional.of(list) : Optional.empty();
    }

    @Override
    public void close() {
        trackWaiter.close();
    }
}
