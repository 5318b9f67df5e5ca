package org.catfollow.runtime.vision;

import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/** A picture file that a command is asked to write. */
public final class PictureFile {
    private PictureFile() {}

    /** Returns whether the name ends in one of a format that can be written. */
    public static boolean isWritable(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        return name.matches("(?i).+\\.(png|jpe?g|bmp)");
    }

    /**
     * Writes a picture in the format that the name says.
     *
     * @throws StageFailure where that fails
     */
    public static void write(Path file, Mat picture) {
        boolean done;
        try {
            done = Imgcodecs.imwrite(file.toString(), picture);
        } catch (RuntimeException e) {
            done = false;
        }
        if (!done) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot write " + file + "; check that its folder exists and belongs to you");
        }
    }
}
