package org.catfollow.sdk.runner;

import java.util.Arrays;

/** Why a process can be asked nothing more; the names are codes in the results. */
enum Loss {
    /** It cannot be started. */
    NOT_STARTED,
    /** It ended, or was ended by a signal. */
    DIED,
    /** It closed its standard output, and lives. */
    CLOSED,
    /** It did not answer in time. */
    TIMEOUT,
    /** It wrote too much that is no answer. */
    GARBAGE,
    /** We were asked to stop. */
    CANCELLED,
    /** It was lost too often. */
    GIVEN_UP,
    /** It leased every image of the store, and was ended for it. */
    KEPT_IMAGES;

    /** Returns whether a code is one of these. */
    static boolean isName(String code) {
        return Arrays.stream(values()).anyMatch(loss -> loss.name().equals(code));
    }
}
