package org.catfollow.control.calibrate;

/**
 * The car cannot show it now. What was found before stands; the message is one line that says why and
 * what to do.
 */
final class TrialRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrialRefused(String message) {
        super(message);
    }
}
