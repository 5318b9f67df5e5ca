package org.catfollow.control.motion;

import java.io.File;
import org.opencv.core.Mat;

/** Breaks rules, for the test of the rules: a name, a clock, a file, a picture; and nobody uses it. */
public final class PlantedUtil {
    private PlantedUtil() {}

    static long now() {
        return System.nanoTime();
    }

    static boolean isThere(File file) {
        return file.exists();
    }

    static int rows(Mat picture) {
        return picture.rows();
    }
}
