package org.catfollow.capture.source;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.vision.RegionOfInterest;

/**
 * How the picture is cut and turned on its way into the slot: first cut, then turned clockwise, then
 * mirrored.
 *
 * @param region the part that is wanted
 * @param rotation degrees clockwise: 0, 90, 180 or 270
 * @param hflip whether left and right are exchanged
 * @param vflip whether top and bottom are exchanged
 */
public record View(RegionOfInterest region, int rotation, boolean hflip, boolean vflip) {
    /** The picture as it comes. */
    public static final View PLAIN = new View(RegionOfInterest.WHOLE, 0, false, false);

    /**
     * Checks the rotation.
     *
     * @throws StageFailure with {@link ExitCode#USAGE}
     */
    public View {
        if (rotation != 0 && rotation != 90 && rotation != 180 && rotation != 270) {
            throw new StageFailure(
                    ExitCode.USAGE, "--rotation " + rotation + " is not 0, 90, 180 or 270");
        }
    }

    /** Returns whether the picture stays as it comes. */
    public boolean isPlain() {
        return region.isWhole() && rotation == 0 && !hflip && !vflip;
    }

    /** Returns whether width and height change places. */
    boolean isUpright() {
        return rotation % 180 == 0;
    }
}
