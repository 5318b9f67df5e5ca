package org.catfollow.cli.recording;

import org.catfollow.runtime.recording.FrameList;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** How pictures are stored. */
public enum PictureFormat {
    /** Small, and a little changed. */
    JPEG("jpg"),
    /** Unchanged, a third of RAW, and slow: some 10 ms a picture of 640x480. */
    PNG("png"),
    /** Unchanged, as it lies in the ring: 27 MB a second at 640x480 and 30 a second. */
    RAW(FrameList.RAW);

    private final String ending;

    PictureFormat(String ending) {
        this.ending = ending;
    }

    String ending() {
        return ending;
    }

    /** Returns the file's bytes; null when that is not possible. */
    byte[] encode(Mat picture, MatOfByte scratch) {
        if (this == RAW) {
            return raw(picture);
        }
        // A PNG of the lowest effort is a tenth larger and comes in a third of the time.
        MatOfInt settings =
                this == PNG ? new MatOfInt(Imgcodecs.IMWRITE_PNG_COMPRESSION, 1) : new MatOfInt();
        try {
            return Imgcodecs.imencode("." + ending, picture, scratch, settings)
                    ? scratch.toArray()
                    : null;
        } finally {
            settings.release();
        }
    }

    private static byte[] raw(Mat picture) {
        Mat bgr = picture;
        if (picture.type() == CvType.CV_8UC1) {
            bgr = new Mat();
            Imgproc.cvtColor(picture, bgr, Imgproc.COLOR_GRAY2BGR);
        }
        byte[] bytes = new byte[bgr.rows() * bgr.cols() * 3];
        bgr.get(0, 0, bytes);
        if (bgr != picture) {
            bgr.release();
        }
        return bytes;
    }
}
