package org.catfollow.cli.recording;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleLock;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackState;

/** What is worth a look afterwards, seen from the region. One thread. */
final class Alarm {
    private static final long LOOK_AT_LOCKS_NANOS = 500_000_000;

    private final Region region;
    private final TwoCellReader<Track> tracks;
    private final TwoCellReader<ControlStatus> statuses;
    private final Track track = new Track();
    private final ControlStatus status = new ControlStatus();
    private final Map<Role, Long> epochs = new EnumMap<>(Role.class);
    private final Map<Role, Boolean> held = new EnumMap<>(Role.class);
    private long stops;
    private boolean followed;
    private boolean fault;
    private long lockedNanos;

    /** Begins with how things are now: what was before is no alarm. */
    Alarm(Region region) {
        this.region = region;
        this.tracks = region.stateReader(StateSlot.TRACK, TrackCell.CODEC);
        this.statuses = region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        this.stops = region.stopLatch().count();
        for (Role role : Role.values()) {
            epochs.put(role, region.stageRow(role).epoch());
            held.put(role, RoleLock.isHeld(region.files(), role));
        }
    }

    /** Returns what has happened since the last look, a short word for a folder's name; null for nothing. */
    String look(long nowNanos) {
        String reason = stopped();
        String other = controlFault();
        reason = reason == null ? other : reason;
        other = lost();
        reason = reason == null ? other : reason;
        if (nowNanos - lockedNanos >= LOOK_AT_LOCKS_NANOS) {
            lockedNanos = nowNanos;
            other = died();
            reason = reason == null ? other : reason;
        }
        return reason;
    }

    private String stopped() {
        long count = region.stopLatch().count();
        boolean more = count > stops;
        stops = count;
        return more ? "stop" : null;
    }

    private String controlFault() {
        if (statuses.read(status) != TwoCellReader.Answer.VALUE) {
            return null;
        }
        boolean now = status.state == ControlState.FAULT;
        boolean begun = now && !fault;
        fault = now;
        return begun ? "fault-" + status.reason.name().toLowerCase(Locale.ROOT) : null;
    }

    private String lost() {
        if (tracks.read(track) != TwoCellReader.Answer.VALUE) {
            return null;
        }
        boolean lostNow = track.state == TrackState.LOST || track.state == TrackState.NONE;
        boolean begun = lostNow && followed;
        followed = track.state == TrackState.CONFIRMED || (followed && !lostNow);
        return begun ? "target-lost" : null;
    }

    /** A stage that was asked to end has said so in its row. */
    private String died() {
        String reason = null;
        for (Role role : Role.values()) {
            StageRowReader row = region.stageRow(role);
            boolean holds = RoleLock.isHeld(region.files(), role);
            long epoch = row.epoch();
            boolean gone = held.get(role) && !holds && row.activity() != Activity.STOPPED;
            boolean again = epoch > Math.max(1, epochs.get(role)) && held.get(role) && holds;
            if (gone || again) {
                reason = role.stageName() + "-died";
            }
            held.put(role, holds);
            epochs.put(role, epoch);
        }
        return reason;
    }
}
