package org.catfollow.detector.fetch;

import java.io.IOException;

/** What came is not what was published. */
final class WrongContentException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongContentException(String message) {
        super(message);
    }
}
