package org.catfollow.tracker;

import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageContext;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.runtime.vision.FrameMats;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackReason;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;
import org.catfollow.shm.waiting.EitherWaiter;
import org.catfollow.shm.waiting.Waker;
import org.catfollow.tracker.filter.VisualTracker;
import org.catfollow.tracker.filter.VisualTrackers;
import org.catfollow.tracker.lifecycle.TargetTracker;
import org.catfollow.tracker.lifecycle.TrackSink;
import org.catfollow.tracker.lifecycle.TrackerCounters;

/**
 * The tracker's duty cycle: wait for a frame or for detections, let {@link TargetTracker} answer, publish
 * the tracks of each frame. What detections of a frame that is answered already teach, it learns before
 * the next frame comes and not while that one waits. One thread; allocates nothing after the first
 * target.
 */
final class TrackerAgent implements StageAgent {
    private final StageContext context;
    private final FrameReader frames;
    private final EitherWaiter news;
    private final FrameMats mats;
    private final NotedHistory history;
    private final TrackJournal journal;
    private final TargetTracker tracker;
    private final TwoCellReader<Detections> detectionsReader;
    private final TwoCellWriter<Track> trackWriter;
    private final TwoCellWriter<Tracks> tracksWriter;
    private final Waker trackWaker;
    private final Detections detections = new Detections();

    /** Made once: a method reference in the loop would be a new object for each frame. */
    private final TrackSink sink = this::publish;

    private long lastGeneration;
    private long lastFrame;
    private long corruptDetections;
    private TrackState lastState;
    private TrackReason lastReason = TrackReason.START;
    private long lastTrackId;

    TrackerAgent(TrackerConfig config, StageContext context) {
        this(config, TrackJournal.none(), context);
    }

    TrackerAgent(TrackerConfig config, TrackJournal journal, StageContext context) {
        this.journal = journal;
        NativeLibraries.loadOpenCv();
        this.context = context;
        Region region = context.region();
        this.detectionsReader = region.stateReader(StateSlot.DETECTIONS, DetectionsCell.CODEC);
        this.trackWriter = context.claim().stateWriter(StateSlot.TRACK, TrackCell.CODEC);
        this.trackWaker = context.claim().stateWaker(StateSlot.TRACK);
        this.tracksWriter = context.claim().stateWriter(StateSlot.TRACKS, TracksCell.CODEC);
        this.lastState = TrackState.NONE;
        VisualTracker filter = VisualTrackers.make(config.kind(), config.models());
        WarmUp.finish(config.kind(), filter);
        long newestId = newestId(region);
        warnOfTarget(config.target(), newestId);
        TrackerConfig startConfig = firstStart(config, context);
        this.tracker = new TargetTracker(startConfig, filter, newestId);
        journal.begin(
                context.row().epoch(),
                newestId,
                startConfig.initBox().isPresent(),
                System.nanoTime());
        this.frames = region.frameReader();
        this.news = region.frameOrStateWaiter(StateSlot.DETECTIONS);
        this.mats = new FrameMats(region.geometry().slotCount());
        this.history = new NotedHistory(new RingHistory(frames, mats));
        // What was found before we came is for frames that we have not seen.
        this.lastGeneration = detectionsReader.newestGeneration();
        context.running("");
    }

    private void warnOfTarget(TargetRule rule, long newestId) {
        if (rule.order() == TargetRule.Order.ID && rule.id() <= newestId) {
            context.log()
                    .warn(
                            "--target id:{}: track {} was a predecessor's and does not come again;"
                                    + " new ones begin at {}",
                            rule.id(),
                            rule.id(),
                            newestId + 1);
        }
    }

    /** Returns the highest identity that a predecessor gave, 0 for none. */
    private static long newestId(Region region) {
        Tracks all = new Tracks();
        TwoCellReader.Answer answer =
                region.stateReader(StateSlot.TRACKS, TracksCell.CODEC).read(all);
        if (answer == TwoCellReader.Answer.VALUE) {
            return all.newestId;
        }
        Track track = new Track();
        answer = region.stateReader(StateSlot.TRACK, TrackCell.CODEC).read(track);
        return answer == TwoCellReader.Answer.VALUE ? Math.max(0, track.trackId) : 0;
    }

    /**
     * A box given by hand is for the picture at the first start. After a restart the target is
     * somewhere else, and the wheels would follow whatever is there now.
     */
    private static TrackerConfig firstStart(TrackerConfig config, StageContext context) {
        if (config.initBox().isEmpty() || context.row().epoch() == 1) {
            return config;
        }
        context.log()
                .warn("--init-box was for the first start: waiting for the detector to find it");
        return config.withoutInitBox();
    }

    @Override
    public boolean doWork() {
        if (!news.awaitChange(lastFrame, lastGeneration, MAX_WAIT_NANOS)) {
            return true;
        }
        // Detections first: their frame is then never newer than the newest.
        Detections result = newDetections();
        long newest = frames.newestFrame();
        if (result == null && newest == lastFrame) {
            return true;
        }
        lastFrame = newest;
        history.begin();
        tracker.doWork(lastFrame, result, history, sink);
        journal.round(lastFrame, result, lastGeneration, history, System.nanoTime());
        count();
        return true;
    }

    private Detections newDetections() {
        long newest = detectionsReader.newestGeneration();
        if (newest == lastGeneration) {
            return null;
        }
        TwoCellReader.Answer answer = detectionsReader.read(detections);
        if (answer == TwoCellReader.Answer.VALUE) {
            lastGeneration = detectionsReader.generation();
            return detections;
        }
        if (answer == TwoCellReader.Answer.CONTENDED) {
            return null; // the next is there in a moment
        }
        // Not to be woken for it again, but for the next, which may be there already.
        lastGeneration = newest;
        if (answer == TwoCellReader.Answer.CORRUPT) {
            corruptDetections++;
            count();
        }
        return null;
    }

    private void publish(Track track, Tracks all) {
        track.publishNanos = System.nanoTime();
        all.publishNanos = track.publishNanos;
        // First, so that whoever is woken by the target finds the others of its frame too.
        tracksWriter.write(all);
        long generation = trackWriter.write(track);
        trackWaker.wake();
        journal.answered(generation, track, all);
        if (track.state != lastState
                || track.reason != lastReason
                || track.trackId != lastTrackId) {
            context.log()
                    .info(
                            "track {} {} -> {} ({}) at frame {}",
                            track.trackId,
                            lastState,
                            track.state,
                            track.reason,
                            track.frameId);
            lastState = track.state;
            lastReason = track.reason;
            lastTrackId = track.trackId;
        }
    }

    private void count() {
        TrackerCounters counters = tracker.counters();
        context.row().set(Counter.FRAMES, counters.frames);
        context.row().set(Counter.DROPPED, counters.skipped);
        context.row().set(Counter.LAPPED, frames.lapped());
        context.row().set(Counter.TORN, frames.torn());
        context.row().set(Counter.STALE, counters.staleDetections);
        context.row().set(Counter.MISMATCHED, frames.mismatched() + corruptDetections);
    }

    @Override
    public void close() {
        tracker.close();
        mats.close();
        news.close();
        frames.close();
    }
}
