package org.catfollow.tracker.lifecycle;

import org.catfollow.shm.slots.TrackReason;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.tracker.LifecycleConfig;

/**
 * The states of a track and the reason of each change; {@code docs/tracker-states.md} draws them.
 *
 * <p>The target is followed by the visual filter, frame by frame ({@link #followed}); every track lives
 * from the detector's looks ({@link #agreed}, {@link #notSeenByDetector}). Times are capture times of
 * frames, CLOCK_MONOTONIC nanoseconds; they may go back, when a detection of an earlier frame arrives and
 * the frames since are run again. Pure: values in, state out.
 */
final class TrackLifecycle {
    /** A detector that says nothing may just be starting again: it is given twice the time. */
    private static final int SILENT_FACTOR = 2;

    /** Agreements that must be expected before a track is judged by their share. */
    private static final int FEWEST_EXPECTED = 2;

    /** How many times {@code doubtNanos} a detector that looks at nothing is waited for. */
    private static final int SILENT_DOUBTS = 3;

    /** Agreements that the detector must owe before its silence is believed more than the filter. */
    private static final int EXPECTED_BEFORE_DOUBT = 3;

    /** How much better the filter must answer while the detector has lost sight of the target. */
    private static final float DOUBT_MARGIN = 0.15f;

    private final LifecycleConfig config;
    private final LookRecord looks = new LookRecord();
    private TrackState state = TrackState.NONE;
    private TrackReason reason = TrackReason.START;
    private boolean byHand;
    private boolean confirmed;
    private boolean everConfirmed;

    /** The detector saw it well, and does not any more. */
    private boolean sightLost;

    /** The detector has missed it for so long that the filter's word alone is not enough to go by. */
    private boolean doubted;

    private int goodFrames;
    private long coastingSinceNanos;
    private long edgeSinceNanos;
    private long seenByDetectorNanos;
    private long lostNanos;
    private long firstLostNanos;
    private long lastGoodNanos;
    private boolean everDetected;

    TrackLifecycle(LifecycleConfig config) {
        this.config = config;
    }

    TrackState state() {
        return state;
    }

    TrackReason reason() {
        return reason;
    }

    /** Returns whether this is a track that is neither lost nor never begun. */
    boolean active() {
        return state != TrackState.NONE && state != TrackState.LOST;
    }

    /** Returns whether it was given by hand: then it needs no detector. */
    boolean byHand() {
        return byHand;
    }

    /** Returns whether it is confirmed, also while it coasts. */
    boolean confirmed() {
        return active() && confirmed;
    }

    /** Returns whether it ever was since it began. */
    boolean everConfirmed() {
        return everConfirmed;
    }

    /** Returns the capture time of the frame in which it was lost. */
    long lostNanos() {
        return lostNanos;
    }

    /** Returns whether the filter alone may look for it: it went out of sight, and not for long. */
    boolean maySearch(long captureNanos) {
        return state == TrackState.LOST
                && (reason == TrackReason.LEFT_THE_PICTURE
                        || reason == TrackReason.COASTED_TOO_LONG)
                && byHand
                && everConfirmed
                && captureNanos - firstLostNanos <= config.searchNanos();
    }

    /** Returns the quality of the filter's answer under which the target is not seen. */
    float weakQuality() {
        return Math.min(recoveredQuality(), config.weakQuality() + margin());
    }

    /** Returns the quality from which a coasting target is seen again. */
    float recoveredQuality() {
        return Math.min(1, config.recoveredQuality() + margin());
    }

    private float margin() {
        return sightLost ? DOUBT_MARGIN : 0;
    }

    /** Returns how many looks there were since it began, the first included. */
    long looks() {
        return looks.looks();
    }

    /** Returns whether none of the last {@code count} looks agreed, or all did. */
    boolean lastLooks(int count, boolean agreed) {
        return looks.looks() >= count && looks.agreedOfLast(count) == (agreed ? count : 0);
    }

    private void enter(TrackState newState, TrackReason why) {
        state = newState;
        reason = why;
    }

    private void lose(TrackReason why, long captureNanos) {
        lostNanos = captureNanos;
        firstLostNanos = confirmed ? captureNanos : firstLostNanos;
        confirmed = false;
        enter(TrackState.LOST, why);
    }

    private void begin(long captureNanos, boolean hand) {
        byHand = hand;
        confirmed = false;
        everConfirmed = false;
        goodFrames = 0;
        lastGoodNanos = captureNanos;
        firstLostNanos = captureNanos;
        sightLost = false;
        doubted = false;
        everDetected = false;
        edgeSinceNanos = captureNanos;
        seenByDetectorNanos = captureNanos;
        looks.clear();
    }

    /** A target was given by hand. */
    void startedByHand(long captureNanos) {
        begin(captureNanos, true);
        enter(TrackState.TENTATIVE, TrackReason.INITIAL_BOX);
    }

    /** A detection began a track. */
    void startedByDetection(long captureNanos) {
        startedBy(TrackReason.DETECTION, captureNanos);
    }

    /** A detection is what was lost. */
    void seenAgain(long captureNanos) {
        boolean before = everConfirmed;
        startedBy(TrackReason.SEEN_AGAIN, captureNanos);
        everConfirmed |= before;
    }

    private void startedBy(TrackReason why, long captureNanos) {
        begin(captureNanos, false);
        everDetected = true;
        looks.add(captureNanos, true);
        enter(TrackState.TENTATIVE, why);
        confirmIfEnough(TrackReason.CONFIRMED_BY_DETECTIONS);
    }

    /** Detections in a row at another place, known as another track, moved this one there. */
    void moved(TrackLifecycle other, long captureNanos) {
        looks.copyFrom(other.looks);
        seenByDetectorNanos = captureNanos;
        sightLost = false;
        doubted = false;
        everDetected = true;
        confirmed = true;
        everConfirmed = true;
        enter(TrackState.CONFIRMED, TrackReason.MOVED_BY_DETECTIONS);
    }

    /** Detections in a row at another place were another track, which is followed from now on. */
    void replaced(long captureNanos) {
        lose(TrackReason.REPLACED_BY_DETECTIONS, captureNanos);
    }

    /** A detection agreed with the track. */
    void agreed(long captureNanos) {
        looks.add(captureNanos, true);
        everDetected = true;
        sightLost = false;
        doubted = false;
        seenByDetectorNanos = Math.max(seenByDetectorNanos, captureNanos);
        if (state == TrackState.COASTING) {
            // The detector sees what was doubted.
            enter(
                    confirmed ? TrackState.CONFIRMED : TrackState.TENTATIVE,
                    TrackReason.CONFIRMED_BY_DETECTIONS);
        }
        if (!confirmed) {
            confirmIfEnough(TrackReason.CONFIRMED_BY_DETECTIONS);
        }
    }

    private void confirmIfEnough(TrackReason why) {
        if (looks.agreedOfLast(config.confirmLooks()) >= config.confirmations()) {
            confirmed = true;
            everConfirmed = true;
            enter(TrackState.CONFIRMED, why);
        }
    }

    /** The detector looked at a frame and found nothing that agrees with the track. */
    void notSeenByDetector(long captureNanos) {
        looks.add(captureNanos, false);
        sightLost |= looks.lostSight(config.replacements());
        long limit = confirmed ? config.unconfirmedNanos() : config.tentativeNanos();
        if (!active() || (byHand && !everDetected)) {
            return; // what it never saw it need not know
        }
        if (captureNanos - seenByDetectorNanos > limit) {
            lose(TrackReason.UNCONFIRMED_TOO_LONG, captureNanos);
        } else if (confirmed ? supportedTooSeldom(captureNanos) : cannotBeConfirmed()) {
            lose(TrackReason.DETECTED_TOO_SELDOM, captureNanos);
        } else if (captureNanos - seenByDetectorNanos > config.doubtNanos()
                && looks.missedThough(EXPECTED_BEFORE_DOUBT)) {
            doubt(captureNanos);
        }
    }

    /** The filter may be on what stands where the target was: nothing drives by its word alone. */
    private void doubt(long captureNanos) {
        doubted = true;
        if (state != TrackState.COASTING) {
            coastingSinceNanos = captureNanos;
            enter(TrackState.COASTING, TrackReason.NOT_DETECTED);
        }
    }

    /** The same of a track that no filter looks after: it coasts from here on. */
    void notDetected(long captureNanos) {
        notSeenByDetector(captureNanos);
        if (active() && state != TrackState.COASTING) {
            enter(TrackState.COASTING, TrackReason.NOT_DETECTED);
        }
    }

    private boolean supportedTooSeldom(long captureNanos) {
        return looks.agreedTooSeldom(
                captureNanos - config.unconfirmedNanos(), config.minSupport(), FEWEST_EXPECTED);
    }

    private boolean cannotBeConfirmed() {
        return looks.looks() >= config.confirmLooks()
                && looks.agreedOfLast(config.confirmLooks()) == 0;
    }

    /**
     * The filter looked at a frame.
     *
     * @param quality of its answer, 0 to 1
     * @param visibleShare share of the box that lies in the picture
     * @param atEdge whether the picture's edge cuts or touches the box
     */
    void followed(float quality, float visibleShare, boolean atEdge, long captureNanos) {
        if (!active() || unchecked(captureNanos)) {
            return;
        }
        if (!atEdge || state != TrackState.COASTING) {
            edgeSinceNanos = captureNanos;
        }
        if (visibleShare < config.minVisible()) {
            lose(TrackReason.LEFT_THE_PICTURE, captureNanos);
        } else if (state == TrackState.COASTING) {
            coast(quality, captureNanos);
        } else if (quality < weakQuality()) {
            coastingSinceNanos = captureNanos;
            enter(TrackState.COASTING, TrackReason.WEAK_RESPONSE);
        } else {
            countGood(captureNanos);
            if (byHand && !confirmed && goodFrames >= config.handFrames()) {
                confirmed = true;
                everConfirmed = true;
                enter(TrackState.CONFIRMED, TrackReason.INITIAL_BOX);
            }
        }
    }

    /** Frames that are run again after a detection count once. */
    private void countGood(long captureNanos) {
        if (captureNanos > lastGoodNanos) {
            lastGoodNanos = captureNanos;
            goodFrames++;
        }
    }

    private void coast(float quality, long captureNanos) {
        boolean answered = quality >= recoveredQuality();
        if (answered && doubted) {
            // Only the detector can say; how long it is asked, unconfirmedNanos tells.
            coastingSinceNanos = captureNanos;
            edgeSinceNanos = captureNanos;
        } else if (answered) {
            enter(
                    confirmed ? TrackState.CONFIRMED : TrackState.TENTATIVE,
                    TrackReason.RESPONSE_RECOVERED);
        } else if (captureNanos - edgeSinceNanos > config.edgeNanos()) {
            // What is no longer seen at the edge has gone through it.
            lose(TrackReason.LEFT_THE_PICTURE, captureNanos);
        } else if (captureNanos - coastingSinceNanos > config.coastNanos()) {
            lose(TrackReason.COASTED_TOO_LONG, captureNanos);
        }
    }

    /** A frame went by in which no filter looks after this track: it lives from detections alone. */
    void unattended(float visibleShare, long captureNanos) {
        if (!active() || unchecked(captureNanos)) {
            return;
        }
        if (visibleShare < config.minVisible()) {
            lose(TrackReason.LEFT_THE_PICTURE, captureNanos);
        } else if (captureNanos - seenByDetectorNanos > config.coastNanos()) {
            lose(TrackReason.COASTED_TOO_LONG, captureNanos);
        }
    }

    /** The detector is dead or hangs: soon nothing is driven to, later what it once began is lost. */
    private boolean unchecked(long captureNanos) {
        boolean silent =
                !byHand
                        && captureNanos - seenByDetectorNanos
                                > SILENT_FACTOR * config.unconfirmedNanos();
        if (silent) {
            lose(TrackReason.UNCONFIRMED_TOO_LONG, captureNanos);
        } else if (!byHand
                && captureNanos - looks.newestNanos() > SILENT_DOUBTS * config.doubtNanos()) {
            doubt(captureNanos);
        }
        return silent;
    }

    /** The detection that brought it back could not be learnt: it is as lost as before. */
    void notTaught(TrackReason before, long captureNanos) {
        lose(before, captureNanos);
    }

    /** The filter found a lost target of somebody's hand again. */
    void foundAgain() {
        confirmed = false;
        goodFrames = 0;
        enter(TrackState.TENTATIVE, TrackReason.SEEN_AGAIN);
    }

    /** The frames have another size than before: the box means nothing in them. */
    void frameSizeChanged(long captureNanos) {
        if (active()) {
            lose(TrackReason.FRAME_SIZE_CHANGED, captureNanos);
        }
    }
}
