package org.catfollow.sdk.images;

/**
 * The few facts that come with an image's id.
 *
 * @param width pixels
 * @param height pixels
 * @param timestampMillis when it was taken
 * @param cameraId of which camera it is
 * @param colorSpace order of a stored array's channels where the store does not say; may be null
 */
public record ImageMeta(
        int width, int height, long timestampMillis, String cameraId, ColorSpace colorSpace) {

    /** Makes one of a size alone. */
    public static ImageMeta ofSize(int width, int height) {
        return new ImageMeta(width, height, 0, "", null);
    }
}
