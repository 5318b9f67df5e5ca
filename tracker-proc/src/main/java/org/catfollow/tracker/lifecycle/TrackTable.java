package org.catfollow.tracker.lifecycle;

import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.tracker.LifecycleConfig;

/** All tracks, the lost ones that are remembered among them. One thread; allocates nothing later. */
final class TrackTable {
    static final int CAPACITY = Tracks.CAPACITY;

    private final LifecycleConfig config;
    private final TrackEntry[] entries = new TrackEntry[CAPACITY];
    private final boolean[] taken = new boolean[CAPACITY];
    private long newestId;

    /**
     * Makes an empty one.
     *
     * @param newestId highest identity that was given before; new ones go on from it
     */
    TrackTable(LifecycleConfig config, long newestId) {
        this.config = config;
        this.newestId = newestId;
        for (int i = 0; i < CAPACITY; i++) {
            entries[i] = new TrackEntry(config);
        }
    }

    long newestId() {
        return newestId;
    }

    /** Returns entry {@code i}, 0 to {@link #CAPACITY} - 1, or null where there is none. */
    TrackEntry get(int i) {
        return taken[i] ? entries[i] : null;
    }

    /** Makes a new track, in the place of the one lost longest if need be; null if all are alive. */
    TrackEntry add(TrackEntry target) {
        int place = -1;
        for (int i = 0; i < CAPACITY; i++) {
            if (!taken[i]) {
                place = i;
                break;
            }
            boolean replaceable = entries[i].lost() && entries[i] != target;
            if (replaceable && (place < 0 || lostEarlier(i, place))) {
                place = i;
            }
        }
        if (place < 0) {
            return null;
        }
        taken[place] = true;
        for (TrackEntry entry : entries) {
            entry.forgetPlace(place);
        }
        newestId++;
        entries[place].begin(newestId);
        return entries[place];
    }

    private boolean lostEarlier(int i, int other) {
        return entries[i].lifecycle.lostNanos() < entries[other].lifecycle.lostNanos();
    }

    /** Returns the place of a track, or -1 where it is not here. */
    int indexOf(TrackEntry entry) {
        for (int i = 0; i < CAPACITY; i++) {
            if (taken[i] && entries[i] == entry) {
                return i;
            }
        }
        return -1;
    }

    /** Lets a track take over another one, which turned out to be it. */
    void merge(TrackEntry into, TrackEntry other) {
        into.takeOver(other);
        for (TrackEntry entry : entries) {
            entry.samePlaces(indexOf(other), indexOf(into));
        }
        into.forgetPlace(indexOf(into));
        taken[indexOf(other)] = false;
    }

    /** Forgets who was lost too long ago; the target is kept, to say that it is lost. */
    void forgetOld(long captureNanos, TrackEntry target) {
        for (int i = 0; i < CAPACITY; i++) {
            if (taken[i]
                    && entries[i] != target
                    && entries[i].lifecycle.state() == TrackState.LOST
                    && captureNanos - entries[i].lifecycle.lostNanos() > config.rememberNanos()) {
                taken[i] = false;
            }
        }
    }
}
