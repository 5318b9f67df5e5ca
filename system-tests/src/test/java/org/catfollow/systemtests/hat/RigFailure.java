package org.catfollow.systemtests.hat;

/** Something is not as it has to be; one line. */
final class RigFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean end;
    private final boolean late;

    /** One check failed; the others may be tried all the same. */
    RigFailure(String text) {
        this(text, false, false);
    }

    private RigFailure(String text, boolean end, boolean late) {
        super(text);
        this.end = end;
        this.late = late;
    }

    /** It came, but over its limit of time, or did not come within it. */
    static RigFailure late(String text) {
        return new RigFailure(text, false, true);
    }

    /** Without this nothing else can be tried. */
    static RigFailure atTheEnd(String text) {
        return new RigFailure(text, true, false);
    }

    boolean isEnd() {
        return end;
    }

    boolean isLate() {
        return late;
    }
}
