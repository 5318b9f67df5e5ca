package org.catfollow.detector.gate;

/** What one gate says about one frame. */
enum Verdict {
    /** Nothing that the model should see. */
    NOTHING,
    /** Something. */
    SOMETHING,
    /** The gate cannot tell; the model has to look. */
    UNKNOWN
}
