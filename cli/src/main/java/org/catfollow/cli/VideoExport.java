package org.catfollow.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.catfollow.cli.recording.StageStream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.journal.RecordContents;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.runtime.recording.RecordedFrames;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.runtime.terminal.WorkBar;
import org.catfollow.runtime.vision.Overlay;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.Tracks;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.videoio.VideoWriter;
import org.opencv.videoio.Videoio;

/**
 * A recording as a film in Motion JPEG, with what the stages said drawn into it: each frame with the
 * answer that the tracker gave for it, and with what detector and control had said by then. One thread.
 */
final class VideoExport implements AutoCloseable {
    private static final int FOURCC = VideoWriter.fourcc('M', 'J', 'P', 'G');

    /** OpenCV's writer takes whole numbers of pictures a second, 1 or more. */
    private static final double USUAL_RATE = 30;

    private final RecordedFrames frames;
    private final StageStream tracker;
    private final StageStream detector;
    private final StageStream control;
    private final Track track = new Track();
    private final Tracks tracks = new Tracks();
    private final Detections detections = new Detections();
    private final ControlStatus status = new ControlStatus();
    private final Pose pose = new Pose();
    private final Sensors sensors = new Sensors();
    private boolean hasTracks;
    private boolean hasDetections;
    private boolean hasStatus;

    VideoExport(RecordedFrames frames, Path journals) {
        this.frames = frames;
        this.tracker = new StageStream(journals, Role.TRACKER);
        this.detector = new StageStream(journals, Role.DETECTOR);
        this.control = new StageStream(journals, Role.CONTROL);
    }

    /**
     * Writes the film.
     *
     * @return how many frames it has
     * @throws StageFailure when it cannot be written
     */
    long write(Path file) {
        List<Long> ids = frames.ids();
        FrameDescription description = new FrameDescription();
        frames.describe(ids.getFirst(), description);
        long firstNanos = description.captureNanos;
        Size size = new Size(description.widthPixels, description.heightPixels);
        frames.describe(ids.getLast(), description);
        double seconds = (description.captureNanos - firstNanos) * 1e-9;
        double rate = seconds > 0 ? Math.max(1, (ids.size() - 1) / seconds) : USUAL_RATE;
        VideoWriter film = new VideoWriter();
        Mat picture = new Mat();
        try (WorkBar bar = new WorkBar("video", ids.size())) {
            // OpenCV's own writer: this build has no FFmpeg.
            if (!film.open(file.toString(), Videoio.CAP_OPENCV_MJPEG, FOURCC, rate, size)) {
                throw new StageFailure(
                        ExitCode.FAILED,
                        "cannot write " + file + "; check that its folder exists and has room");
            }
            long done = 0;
            for (long id : ids) {
                frames.describe(id, description);
                if (description.widthPixels == size.width
                        && description.heightPixels == size.height) {
                    frames.pixels(id).copyTo(picture);
                    draw(picture, description);
                    film.write(picture);
                    done++;
                }
                bar.at(done);
            }
            return done;
        } finally {
            film.release();
            picture.release();
        }
    }

    private void draw(Mat picture, FrameDescription frame) {
        long shown = advanceTracker(frame.frameId, frame.captureNanos);
        advanceDetector(frame.frameId, shown);
        advanceControl(frame.frameId, shown);
        if (hasTracks || hasDetections || hasStatus) {
            Overlay.draw(picture, frame.frameId, report(shown), track);
        }
    }

    /** Returns when the tracker answered the frame; when it was captured where it did not. */
    private long advanceTracker(long frameId, long captureNanos) {
        while (tracker.peek() != null && tracker.peek().frameId() <= frameId) {
            var record = tracker.take();
            if (record.kind() == RecordKind.TRACK) {
                RecordContents.tracks(record, track, tracks);
                hasTracks = true;
            }
        }
        return hasTracks && track.frameId == frameId ? track.publishNanos : captureNanos;
    }

    private void advanceDetector(long frameId, long nanos) {
        while (detector.peek() != null
                && detector.peek().nanos() <= nanos
                && detector.peek().frameId() <= frameId) {
            var record = detector.take();
            if (record.kind() == RecordKind.DETECTIONS) {
                RecordContents.detections(record, detections);
                hasDetections = true;
            }
        }
    }

    /** Up to the first decision that control took on the frame. */
    private void advanceControl(long frameId, long nanos) {
        boolean decided = hasStatus && status.frameId >= frameId;
        while (!decided
                && control.peek() != null
                && (control.peek().nanos() <= nanos || control.peek().frameId() <= frameId)) {
            var record = control.take();
            if (record.kind() == RecordKind.PERIOD) {
                RecordContents.period(record, status, pose, sensors);
                hasStatus = true;
                decided = status.frameId >= frameId;
            }
        }
    }

    private RegionReport report(long nanos) {
        return new RegionReport(
                "",
                null,
                nanos,
                List.of(),
                hasTracks ? Optional.of(track) : Optional.empty(),
                hasTracks ? Optional.of(tracks) : Optional.empty(),
                hasDetections ? Optional.of(detections) : Optional.empty(),
                hasStatus ? Optional.of(status) : Optional.empty(),
                hasStatus ? Optional.of(pose) : Optional.empty(),
                hasStatus ? Optional.of(sensors) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                false);
    }

    @Override
    public void close() {
        tracker.close();
        detector.close();
        control.close();
    }
}
