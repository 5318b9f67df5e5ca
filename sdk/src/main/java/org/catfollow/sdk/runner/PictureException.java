package org.catfollow.sdk.runner;

/** A picture cannot be read; the others can. The message is one line for the user. */
public final class PictureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one with its line. */
    public PictureException(String message) {
        super(message);
    }
}
