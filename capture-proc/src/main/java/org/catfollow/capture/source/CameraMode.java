package org.catfollow.capture.source;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * What a camera is asked for, before it sends anything.
 *
 * @param width pixels; 0 for what suits the source
 * @param height pixels; 0 for what suits the source
 * @param number which of several cameras
 * @param codec what it sends
 * @param strideBytes bytes from row to row of its uncompressed pictures; 0 for the customary
 */
public record CameraMode(int width, int height, int number, Codec codec, int strideBytes) {
    /** What suits the first camera. */
    public static final CameraMode DEFAULT = new CameraMode(0, 0, 0, Codec.AUTO, 0);

    private static final int LARGEST_EDGE = 8192;

    /**
     * Checks the values.
     *
     * @throws StageFailure with {@link ExitCode#USAGE}
     */
    public CameraMode {
        if ((width == 0) != (height == 0)) {
            throw usage("--width and --height belong together; give both or none");
        }
        if (width < 0 || height < 0 || width > LARGEST_EDGE || height > LARGEST_EDGE) {
            throw usage("--width " + width + " --height " + height + " outside 1.." + LARGEST_EDGE);
        }
        if (number < 0) {
            throw usage("--camera " + number + " is negative; cameras count from 0");
        }
        if (strideBytes < 0 || (strideBytes > 0 && strideBytes < width)) {
            throw usage("--camera-stride " + strideBytes + " is less than a row of " + width);
        }
    }

    private static StageFailure usage(String message) {
        return new StageFailure(ExitCode.USAGE, message);
    }

    /** Returns whether a size was asked for. */
    boolean sized() {
        return width > 0;
    }
}
