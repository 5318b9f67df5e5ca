package org.catfollow.cli;

import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.runtime.vision.FrameMats;
import org.catfollow.runtime.vision.Overlay;
import org.catfollow.runtime.vision.PictureFile;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cat-follow read}: a picture out of the live ring. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = "Writes a frame of the live ring to a picture file.")
final class ReadCommand implements Runnable {
    private static final long FIRST_FRAME_NANOS = 2_000_000_000L;
    private static final int TRIES = 5;

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--frame",
            paramLabel = "N",
            description = "Id of the frame (default: the newest).")
    private long frameId;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Picture to write: .png, .jpg or .bmp.")
    private Path out;

    @Option(
            names = "--overlay",
            description = "Draw the boxes of track and detections, and control's state.")
    private boolean overlay;

    @Override
    public void run() {
        if (frameId < 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--frame must be 1 or more, not " + frameId);
        }
        if (!PictureFile.isWritable(out)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--out must end in .png, .jpg or .bmp, not '" + out.getFileName() + "'");
        }
        NativeLibraries.loadOpenCv();
        try (Region region = parent.attach();
                FrameReader reader = region.frameReader();
                FrameMats mats = new FrameMats(region.geometry().slotCount())) {
            Track track = new Track();
            Mat picture = copy(region, reader, mats, track);
            long written = reader.description().frameId;
            if (overlay) {
                picture = colour(picture);
                Overlay.draw(picture, written, RegionReport.of(region), track);
            }
            write(picture, written);
        }
    }

    private Mat copy(Region region, FrameReader reader, FrameMats mats, Track track) {
        if (!reader.awaitNewer(0, FIRST_FRAME_NANOS)) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "no frame yet in "
                            + parent.files().region()
                            + "; see "
                            + parent.files().launcher("logs capture"));
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            long wanted = wantedFrame(region, reader, track);
            if (reader.open(wanted) == FrameReader.Answer.OPEN) {
                Mat inPlace = mats.of(reader.slot(), reader.pixels(), reader.description());
                Mat copy = inPlace.clone();
                if (reader.stillValid()) {
                    return copy;
                }
                copy.release();
            }
        }
        throw new StageFailure(
                ExitCode.FAILED,
                frameId == 0
                        ? "the ring is rewritten faster than a frame can be copied; use more --slots"
                        : "frame "
                                + frameId
                                + " is not in the ring, which holds "
                                + reader.oldestFrame()
                                + " to "
                                + reader.newestFrame());
    }

    /** With an overlay, the newest frame that has its own track: box and picture then agree. */
    private long wantedFrame(Region region, FrameReader reader, Track track) {
        boolean tracked =
                overlay
                        && region.stateReader(StateSlot.TRACK, TrackCell.CODEC).read(track)
                                == TwoCellReader.Answer.VALUE;
        if (frameId != 0) {
            return frameId;
        }
        return tracked && track.frameId >= reader.oldestFrame()
                ? track.frameId
                : reader.newestFrame();
    }

    private static Mat colour(Mat picture) {
        if (picture.channels() == 3) {
            return picture;
        }
        Mat bgr = new Mat();
        Imgproc.cvtColor(picture, bgr, Imgproc.COLOR_GRAY2BGR);
        return bgr;
    }

    private void write(Mat picture, long written) {
        PictureFile.write(out, picture);
        spec.commandLine()
                .getOut()
                .printf("frame %d, %dx%d: %s%n", written, picture.cols(), picture.rows(), out);
        spec.commandLine().getOut().flush();
    }
}
