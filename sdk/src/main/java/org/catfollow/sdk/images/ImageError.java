package org.catfollow.sdk.images;

/** Why there is no image. */
public enum ImageError {
    /** There is no image of that id, or no longer. */
    NOT_FOUND,
    /** Its bytes do not decode, or are not of the size that was declared. */
    CORRUPT,
    /** The id is none: empty, or {@code ring:} without a number. */
    BAD_ID,
    /** The declared size is beyond what an image may have. */
    TOO_LARGE
}
