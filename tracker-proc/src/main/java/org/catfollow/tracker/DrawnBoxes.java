package org.catfollow.tracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.vision.BoxPainter;
import org.catfollow.runtime.vision.PictureFile;
import org.catfollow.tracker.sequence.Box;
import org.catfollow.tracker.sequence.Following;
import org.catfollow.tracker.sequence.Sequence;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Writes each picture with its boxes: the tracker's yellow with its confidence, the reference's green. */
final class DrawnBoxes implements Following.Viewer {
    private static final Scalar YELLOW = new Scalar(0, 220, 255);
    private static final Scalar GREEN = new Scalar(80, 200, 80);

    private final Path folder;
    private final Sequence sequence;

    /**
     * Makes the folder.
     *
     * @throws StageFailure where that fails, or where the pictures themselves are in it
     */
    DrawnBoxes(Path folder, Sequence sequence) {
        this.folder = folder;
        this.sequence = sequence;
        try {
            Files.createDirectories(folder);
            if (Files.isSameFile(
                    folder, sequence.pictures().getFirst().toAbsolutePath().getParent())) {
                throw new StageFailure(
                        ExitCode.USAGE,
                        "--draw " + folder + ": would write over the pictures themselves");
            }
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.USAGE, "--draw " + folder + ": cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public void see(int index, Mat picture, Following.Answer answer) {
        Mat canvas = picture.clone();
        try {
            if (!sequence.reference().isEmpty()) {
                frame(canvas, sequence.reference().get(index), GREEN);
            }
            Box box = answer.box();
            frame(canvas, box, YELLOW);
            if (box.present()) {
                BoxPainter.text(
                        canvas,
                        String.format(Locale.ROOT, "%.2f", answer.confidence()),
                        Math.round(box.x()) + 2,
                        Math.round(box.y() + box.height()) - 6,
                        YELLOW);
            }
            Path name = sequence.pictures().get(index).getFileName();
            PictureFile.write(
                    folder.resolve(PictureFile.isWritable(name) ? name.toString() : name + ".png"),
                    canvas);
        } finally {
            canvas.release();
        }
    }

    private static void frame(Mat canvas, Box box, Scalar colour) {
        if (box.present()) {
            Imgproc.rectangle(
                    canvas,
                    BoxPainter.rectangle(box.x(), box.y(), box.width(), box.height()),
                    colour,
                    1);
        }
    }
}
