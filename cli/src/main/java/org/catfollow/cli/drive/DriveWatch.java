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
import org.catfollow.shm.slots.SimulatedCarCell;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;
import org.catfollow.shm.slots.SimulatedSensorsCell;
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
    private final DriveTrace trace = new DriveTrace();
    private final FrameAnswers answers = new FrameAnswers(follow, trace);
    private final TwoCellReader<SimulatedCarState> cars;
    private final TwoCellReader<SimulatedSensors> senses;
    private final SimulatedCarState car = new SimulatedCarState();
    private final SimulatedSensors sensed = new SimulatedSensors();
    private final ControlStatus told = new ControlStatus();
    private final Moments moments = new Moments();
    private final MotionScore motion = new MotionScore(moments);
    private final SafetyScore safety = new SafetyScore(moments);
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
        cars = region.stateReader(StateSlot.SIMULATED_CAR, SimulatedCarCell.CODEC);
        senses = region.stateReader(StateSlot.SIMULATED_SENSORS, SimulatedSensorsCell.CODEC);
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
        return score.figures(
                follow.figures(), new Ride(motion.figures(), safety.figures(), moments.all()));
    }

    /** Returns the drive frame by frame. */
    DriveTrace trace() {
        return trace;
    }

    /** One round: takes what is new. */
    void look() {
        if (isNew(statuses) && statuses.read(told) == TwoCellReader.Answer.VALUE) {
            answers.add(told);
            if (firstTruthNanos != 0) {
                moments.decided(told);
                motion.decided(told);
            }
        }
        Track track = new Track();
        if (isNew(tracks) && tracks.read(track) == TwoCellReader.Answer.VALUE) {
            answers.add(track);
        }
        if (isNew(detections) && detections.read(looked) == TwoCellReader.Answer.VALUE) {
            score.look(looked.captureNanos);
        }
        lookAtTheCar();
        lookAtTheTruth();
    }

    /** The speed before the touch: what the car did when it came there. */
    private void lookAtTheCar() {
        if (isNew(cars) && cars.read(car) == TwoCellReader.Answer.VALUE) {
            moments.moved(car);
        }
        if (isNew(senses)
                && senses.read(sensed) == TwoCellReader.Answer.VALUE
                && firstTruthNanos != 0) {
            moments.sensed(sensed);
            safety.sensed(sensed);
        }
    }

    private void lookAtTheTruth() {
        GroundTruth truth = new GroundTruth();
        boolean fresh =
                isNew(truths)
                        && truths.read(truth) == TwoCellReader.Answer.VALUE
                        && truth.frameId > lastTruth;
        // The drive begins when control is there too.
        if (!fresh || statuses.generation() == 0) {
            return;
        }
        lastTruth = truth.frameId;
        if (firstTruthNanos == 0) {
            firstTruthNanos = truth.captureNanos;
            moments.begin(firstTruthNanos);
        }
        double error = score.frame(truth);
        if (!Double.isNaN(error)) {
            moments.worst(Moment.Kind.ERROR, error);
        }
        answers.add(truth);
        double seconds = (truth.captureNanos - firstTruthNanos) * 1e-9;
        trace.add(seconds, truth.frameId, told, car, sensed, error);
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
