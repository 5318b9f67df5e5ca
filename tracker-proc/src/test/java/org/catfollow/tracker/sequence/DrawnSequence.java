package org.catfollow.tracker.sequence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** A checked square that moves to the right by two pixels a picture, before a grey wall, as files. */
public final class DrawnSequence {
    /** Width of the pictures. */
    public static final int COLUMNS = 160;

    /** Height of the pictures. */
    public static final int ROWS = 120;

    private DrawnSequence() {}

    /** Writes {@code 1.png} ... and {@code groundtruth_rect.txt}, which counts from 1, into a folder. */
    public static Path write(Path folder, int pictures) {
        NativeLibraries.loadOpenCv();
        StringBuilder boxes = new StringBuilder();
        for (int i = 0; i < pictures; i++) {
            Mat picture = new Mat(ROWS, COLUMNS, CvType.CV_8UC3);
            Core.setRNGSeed(7);
            Core.randu(picture, 100, 130);
            int x = 30 + 2 * i;
            for (int tile = 0; tile < 16; tile++) {
                Scalar colour =
                        (tile + tile / 4) % 2 == 0
                                ? new Scalar(20, 40, 230)
                                : new Scalar(20, 220, 240);
                Imgproc.rectangle(
                        picture,
                        new Rect(x + tile % 4 * 8, 40 + tile / 4 * 8, 8, 8),
                        colour,
                        Imgproc.FILLED);
            }
            Imgcodecs.imwrite(folder.resolve((i + 1) + ".png").toString(), picture);
            picture.release();
            boxes.append(x + 1).append("\t41\t32\t32\n");
        }
        try {
            Files.writeString(folder.resolve("groundtruth_rect.txt"), boxes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** Returns the box of a picture, counted from 0. */
    public static Box box(int index) {
        return new Box(30 + 2 * index, 40, 32, 32);
    }
}
