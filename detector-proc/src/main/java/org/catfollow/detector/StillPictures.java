package org.catfollow.detector;

import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Pictures for commands that work without a robot. */
final class StillPictures {
    private StillPictures() {}

    /**
     * Reads a picture file, 8-bit BGR.
     *
     * @throws StageFailure (usage) where there is none
     */
    static Mat read(Path image) {
        Mat picture = Imgcodecs.imread(image.toString(), Imgcodecs.IMREAD_COLOR);
        if (picture.empty()) {
            throw new StageFailure(
                    ExitCode.USAGE, "picture " + image + " is missing, or none that can be read");
        }
        return picture;
    }

    /** Draws a picture, 640x480: something for a model to work on, not to find. */
    static Mat drawn() {
        Mat picture = new Mat(480, 640, CvType.CV_8UC3, new Scalar(120, 140, 150));
        Imgproc.rectangle(
                picture, new Point(0, 320), new Point(640, 480), new Scalar(60, 90, 120), -1);
        Imgproc.circle(picture, new Point(330, 260), 90, new Scalar(40, 60, 200), -1);
        Imgproc.circle(picture, new Point(420, 180), 45, new Scalar(40, 60, 180), -1);
        return picture;
    }
}
