package org.catfollow.tracker.lifecycle;

import org.catfollow.shm.slots.TrackReason;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.tracker.TrackerConfig;

/**
 * The states of a track and the reason of each change; {@code docs/tracker-states.md} draws them.
 *
 * <p>Times are capture times of frames, CLOCK_MONOTONIC nanoseconds; they may go back, when a detection
 * of an earlier frame arrives and the frames since are run again. Pure: values in, state out.
 */
final class TrackLifecycle {
    /** A detector that says nothing may just be starting again: it is given twice the time. */
    private static final int SILENT_FACTOR = 2;

    private final TrackerConfig config;
    private TrackState state = TrackState.NONE;
    private TrackReason reason = TrackReason.START;
    private boolean byHand;
    private boolean confirmed;
    private int agreements;
    private int goodFrames;
    private long coastingSinceNanos;
    private long seenByDetectorNanos;

    TrackLifecycle(TrackerConfig config) {
        this.config = config;
    }

    TrackState state() {
        return state;
    }

    TrackReason reason() {
        return reason;
    }

    /** Returns whether there is a target that the filter follows. */
    boolean active() {
        return state != TrackState.NONE && state != TrackState.LOST;
    }

    private void enter(TrackState newState, TrackReason why) {
        state = newState;
        reason = why;
    }

    private void begin(long captureNanos, boolean hand) {
        byHand = hand;
        confirmed = false;
        agreements = hand ? 0 : 1;
        goodFrames = 0;
        seenByDetectorNanos = captureNanos;
    }

    /** A target was given by hand. */
    void startedByHand(long captureNanos) {
        begin(captureNanos, true);
        enter(TrackState.TENTATIVE, TrackReason.INITIAL_BOX);
    }

    /** A detection began a target where there was none. */
    void startedByDetection(long captureNanos) {
        begin(captureNanos, false);
        enter(TrackState.TENTATIVE, TrackReason.DETECTION);
        confirmIfEnough(TrackReason.CONFIRMED_BY_DETECTIONS);
    }

    /** {@code count} detections in a row, at one place, took the target's place. */
    void replaced(long captureNanos, int count) {
        begin(captureNanos, false);
        agreements = count;
        enter(TrackState.TENTATIVE, TrackReason.REPLACED_BY_DETECTIONS);
        confirmIfEnough(TrackReason.REPLACED_BY_DETECTIONS);
    }

    /** A detection agreed with the track. */
    void agreed(long captureNanos) {
        agreements++;
        seenByDetectorNanos = Math.max(seenByDetectorNanos, captureNanos);
        if (state == TrackState.COASTING) {
            // The detector sees what the filter doubted, and the filter has just learnt it.
            enter(
                    confirmed ? TrackState.CONFIRMED : TrackState.TENTATIVE,
                    TrackReason.CONFIRMED_BY_DETECTIONS);
        }
        if (!confirmed) {
            confirmIfEnough(TrackReason.CONFIRMED_BY_DETECTIONS);
        }
    }

    private void confirmIfEnough(TrackReason why) {
        if (agreements >= config.confirmations()) {
            confirmed = true;
            enter(TrackState.CONFIRMED, why);
        }
    }

    /** The detector looked at a frame and found nothing that agrees with the track. */
    void notSeenByDetector(long captureNanos) {
        long limit = confirmed ? config.unconfirmedNanos() : config.tentativeNanos();
        if (active() && captureNanos - seenByDetectorNanos > limit) {
            enter(TrackState.LOST, TrackReason.UNCONFIRMED_TOO_LONG);
        }
    }

    /** The filter looked at a frame. */
    void followed(float quality, float visibleShare, long captureNanos) {
        if (!active()) {
            return;
        }
        if (!byHand
                && captureNanos - seenByDetectorNanos > SILENT_FACTOR * config.unconfirmedNanos()) {
            // The detector is dead or hangs: what it once began is not followed unchecked for ever.
            enter(TrackState.LOST, TrackReason.UNCONFIRMED_TOO_LONG);
        } else if (visibleShare < config.minVisible()) {
            enter(TrackState.LOST, TrackReason.LEFT_THE_PICTURE);
        } else if (state == TrackState.COASTING) {
            coast(quality, captureNanos);
        } else if (quality < config.weakQuality()) {
            coastingSinceNanos = captureNanos;
            enter(TrackState.COASTING, TrackReason.WEAK_RESPONSE);
        } else {
            goodFrames++;
            if (byHand && !confirmed && goodFrames >= config.handFrames()) {
                confirmed = true;
                enter(TrackState.CONFIRMED, TrackReason.INITIAL_BOX);
            }
        }
    }

    private void coast(float quality, long captureNanos) {
        if (quality >= config.recoveredQuality()) {
            enter(
                    confirmed ? TrackState.CONFIRMED : TrackState.TENTATIVE,
                    TrackReason.RESPONSE_RECOVERED);
        } else if (captureNanos - coastingSinceNanos > config.coastNanos()) {
            enter(TrackState.LOST, TrackReason.COASTED_TOO_LONG);
        }
    }

    /** The frames have another size than before: the box means nothing in them. */
    void frameSizeChanged() {
        if (active()) {
            enter(TrackState.LOST, TrackReason.FRAME_SIZE_CHANGED);
        }
    }
}
