package org.catfollow.sdk.images;

/** Order of the three channels of a pixel. */
public enum ColorSpace {
    /** Red, green, blue. */
    RGB,
    /** Blue, green, red. */
    BGR
}
