package org.catfollow.control.car;

/** The car did not do as told. Whoever catches it treats the car as one that must be stopped. */
public final class CarFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** Takes what failed, where, the value, and what to do, in one line. */
    public CarFailure(String message) {
        super(message);
    }

    /** Takes the cause too. */
    public CarFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
