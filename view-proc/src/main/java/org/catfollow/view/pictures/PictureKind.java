package org.catfollow.view.pictures;

import java.util.Set;
import org.catfollow.runtime.vision.Overlay;

/**
 * What two viewers must have in common to be sent the same JPEG.
 *
 * @param quality JPEG quality, {@value #LEAST_QUALITY} to {@value #MOST_QUALITY}, a multiple of
 *     {@value #QUALITY_STEP}
 * @param layers drawn on it
 */
public record PictureKind(int quality, Set<Overlay.Layer> layers) {
    /** Lowest quality. */
    public static final int LEAST_QUALITY = 10;

    /** Highest quality. */
    public static final int MOST_QUALITY = 95;

    /** Qualities between are taken for the nearest: each is an encoding of its own. */
    public static final int QUALITY_STEP = 5;

    /** Checks and rounds. */
    public PictureKind {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("quality must be 1 to 100, not " + quality);
        }
        int rounded = Math.round(quality / (float) QUALITY_STEP) * QUALITY_STEP;
        quality = Math.clamp(rounded, LEAST_QUALITY, MOST_QUALITY);
        layers = Set.copyOf(layers);
    }
}
