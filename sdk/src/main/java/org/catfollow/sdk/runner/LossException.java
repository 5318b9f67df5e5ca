package org.catfollow.sdk.runner;

/** The process is lost, or as good as lost: whoever gets this ends it. */
final class LossException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Loss loss;

    LossException(Loss loss, String message) {
        super(message);
        this.loss = loss;
    }

    Loss loss() {
        return loss;
    }
}
