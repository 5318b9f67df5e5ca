package org.catfollow.detector.decode;

/**
 * What a box may look like.
 *
 * @param minArea smallest share of the frame that it covers, 0 to 1
 * @param maxArea largest share of the frame that it covers, 0 to 1
 * @param minAspect lowest width by height
 * @param maxAspect highest width by height
 */
public record BoxLimits(float minArea, float maxArea, float minAspect, float maxAspect) {
    /** Anything goes. */
    public static final BoxLimits NONE = new BoxLimits(0f, 1f, 0f, Float.MAX_VALUE);

    /** Returns whether a box of this size, in pixels, is within the limits. */
    boolean allow(float width, float height, float frameWidth, float frameHeight) {
        float area = width * height / (frameWidth * frameHeight);
        float aspect = width / height;
        return area >= minArea && area <= maxArea && aspect >= minAspect && aspect <= maxAspect;
    }
}
