package org.catfollow.cli.drive;

import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.cli.launching.Interruption;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.GroundTruthCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;

/** Watches one drive through the robot's region, from its first picture on. For the main thread. */
final class DriveWatch {
    /** Often enough that of 30 frames a second no truth, track or decision passes unseen. */
    private static final long ROUND_NANOS = 5_000_000;

    private static final long FIRST_FRAME_NANOS = 20_000_000_000L;

    private final Region region;
    private final FrameReader frames;
    private final Path logs;
    private final TwoCellReader<GroundTruth> truths;
    private final TwoCellReader<Track> tracks;
    private final TwoCellReader<ControlStatus> statuses;
    private final TwoCellReader<Detections> detections;
    private final DriveScore score;
    private final FollowScore follow = new FollowScore();
    private final Detections looked = new Detections();
    private final FrameAnswers answers = new FrameAnswers(follow);
    private long firstTruthNanos;
    private long lastTruth;

    /**
     * Prepares; watches nothing yet.
     *
     * @param logs where the robot's are, for messages
     */
    DriveWatch(Region region, FrameReader frames, DriveScore score, Path logs) {
        this.region = region;
        this.frames = frames;
        this.score = score;
        this.logs = logs;
        truths = region.stateReader(StateSlot.GROUND_TRUTH, GroundTruthCell.CODEC);
        tracks = region.stateReader(StateSlot.TRACK, TrackCell.CODEC);
        statuses = region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        detections = region.stateReader(StateSlot.DETECTIONS, DetectionsCell.CODEC);
    }

    /**
     * Watches until the time is over or somebody asks for the end.
     *
     * @throws StageFailure when there is nothing to be judged: no pictures, no truth, no detector, or
     *     no region any more
     */
    DriveFigures watch(Duration duration, Interruption interruption) {
        long lastFrame = 0;
        long deadline = System.nanoTime() + FIRST_FRAME_NANOS;
        while (!interruption.asked() && System.nanoTime() - deadline < 0) {
            if (region.isLost()) {
                throw failure("somebody removed the region during the drive");
            }
            if (frames.awaitNewer(lastFrame, ROUND_NANOS)) {
                lastFrame = frames.newestFrame();
            }
            look();
            if (firstTruthNanos != 0) {
                deadline = firstTruthNanos + duration.toNanos();
            }
        }
        if (!interruption.asked()) {
            requireRobot(lastFrame);
        }
        return figures();
    }

    DriveFigures figures() {
        return score.figures(follow.figures());
    }

    /** One round: takes what is new. */
    void look() {
        ControlStatus decided = new ControlStatus();
        if (isNew(statuses) && statuses.read(decided) == TwoCellReader.Answer.VALUE) {
            answers.add(decided);
        }
        Track track = new Track();
        if (isNew(tracks) && tracks.read(track) == TwoCellReader.Answer.VALUE) {
            answers.add(track);
        }
        if (isNew(detections) && detections.read(looked) == TwoCellReader.Answer.VALUE) {
            score.look(looked.captureNanos);
        }
        GroundTruth truth = new GroundTruth();
        boolean told =
                isNew(truths)
                        && truths.read(truth) == TwoCellReader.Answer.VALUE
                        && truth.frameId > lastTruth;
        // The drive begins when control is there too.
        if (told && statuses.generation() > 0) {
            lastTruth = truth.frameId;
            firstTruthNanos = firstTruthNanos == 0 ? truth.captureNanos : firstTruthNanos;
            score.frame(truth);
            answers.add(truth);
        }
    }

    private static boolean isNew(TwoCellReader<?> reader) {
        return reader.newestGeneration() != reader.generation();
    }

    private void requireRobot(long lastFrame) {
        if (lastFrame == 0) {
            throw failure("no picture came within 20 s");
        }
        if (truths.newestGeneration() == 0) {
            throw failure(
                    "the robot's pictures have no ground truth; drive works with --source sim:");
        }
        if (lastTruth == 0) {
            throw failure("control said nothing within 20 s");
        }
        if (detections.newestGeneration() == 0) {
            // Whoever never looks finds no cat, and follows no decoy either.
            throw failure(
                    "the detector looked at no picture in the whole drive ("
                            + region.stageRow(Role.DETECTOR).activityText()
                            + "); give it a model: drive ... -- --model FILE");
        }
    }

    private StageFailure failure(String what) {
        return new StageFailure(ExitCode.FAILED, what + "; logs " + logs);
    }
}
