package org.catfollow.sdk.images;

/** There is no image, and no substitute is wanted. The message is one line for the user. */
public final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ImageError code;

    /** Makes one with its code and its line. */
    public ImageException(ImageError code, String message) {
        super(message);
        this.code = code;
    }

    /** Makes one with its code, its line and its cause. */
    public ImageException(ImageError code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Returns why. */
    public ImageError code() {
        return code;
    }
}
