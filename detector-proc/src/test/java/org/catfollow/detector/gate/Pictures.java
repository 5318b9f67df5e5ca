package org.catfollow.detector.gate;

import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Drawn pictures of 640x480, BGR. */
final class Pictures {
    static {
        NativeLibraries.loadOpenCv();
    }

    private Pictures() {}

    /** A floor with stripes, seen from {@code shift} pixels further to the right. */
    static Mat room(int shift) {
        Mat room = new Mat(480, 640, CvType.CV_8UC3, new Scalar(90, 110, 120));
        for (int x = -shift % 80 - 80; x < 720; x += 80) {
            Imgproc.rectangle(
                    room, new Point(x, 0), new Point(x + 39, 479), new Scalar(150, 160, 170), -1);
        }
        return room;
    }

    /** The room with a dark thing of 60x40 in it, as large as a cat 4 m away. */
    static Mat roomWithThing(int x, int y) {
        Mat room = room(0);
        Imgproc.rectangle(
                room, new Point(x, y), new Point(x + 59, y + 39), new Scalar(30, 30, 30), -1);
        return room;
    }

    /** The room with a sensor's noise, another one for each seed. */
    static Mat roomWithNoise(int seed, double greyLevels) {
        Mat room = room(0);
        Mat signed = new Mat();
        room.convertTo(signed, CvType.CV_16SC3);
        Mat noise = new Mat(480, 640, CvType.CV_16SC3);
        Core.setRNGSeed(seed);
        Core.randn(noise, 0, greyLevels);
        Core.add(signed, noise, signed);
        signed.convertTo(room, CvType.CV_8UC3);
        return room;
    }
}
