package org.catfollow.shm.region;

/**
 * The region cannot be made, attached or held. The message is one line for the user: what could not
 * be done, expected and actual, what to do.
 */
public class RegionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one with its line. */
    public RegionException(String message) {
        super(message);
    }

    /** Makes one with its line and its cause. */
    public RegionException(String message, Throwable cause) {
        super(message, cause);
    }
}
