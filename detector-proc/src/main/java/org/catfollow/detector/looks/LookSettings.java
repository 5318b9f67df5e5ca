package org.catfollow.detector.looks;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.vision.RegionOfInterest;

/**
 * Where the model looks; checked.
 *
 * @param region the part of each frame that is looked at
 * @param secondLook whether a frame may be looked at again, nearer
 * @param secondLookMillis how old the tracker's last place of the target may be for that
 */
public record LookSettings(RegionOfInterest region, boolean secondLook, int secondLookMillis) {
    /** The flag of {@link #region}; capture has a {@code --roi} of its own, which really cuts. */
    public static final String REGION_FLAG = "--detect-roi";

    private static final int USUAL_MILLIS = 2_000;
    private static final int MOST_MILLIS = 60_000;

    /** The whole frame, and a second look. */
    public static final LookSettings USUAL =
            new LookSettings(RegionOfInterest.WHOLE, true, USUAL_MILLIS);

    /**
     * Checks the settings.
     *
     * @throws StageFailure (usage) naming the flag and the value
     */
    public LookSettings {
        if (secondLookMillis < 1 || secondLookMillis > MOST_MILLIS) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--second-look-ms " + secondLookMillis + " is outside 1.." + MOST_MILLIS);
        }
    }

    /** Returns the same for this part of the frame. */
    public LookSettings in(RegionOfInterest other) {
        return new LookSettings(other, secondLook, secondLookMillis);
    }
}
