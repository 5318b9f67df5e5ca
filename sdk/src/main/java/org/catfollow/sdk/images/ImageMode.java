package org.catfollow.sdk.images;

/** What an image that is missing or broken becomes. */
public enum ImageMode {
    /** Zeroes of the size asked for, which say that they are a substitute and why. */
    DEVELOPMENT,
    /** An {@link ImageException} with a code. */
    PRODUCTION
}
