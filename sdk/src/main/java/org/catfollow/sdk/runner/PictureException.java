package org.catfollow.sdk.runner;

/** A picture cannot be read; the others can. The message is one line for the user. */
final class PictureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PictureException(String message) {
        super(message);
    }
}
