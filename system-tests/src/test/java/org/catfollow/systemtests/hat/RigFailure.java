package org.catfollow.systemtests.hat;

/** Something is not as it has to be; one line. */
final class RigFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean end;

    /** One check failed; the others may be tried all the same. */
    RigFailure(String text) {
        this(text, false);
    }

    private RigFailure(String text, boolean end) {
        super(text);
        this.end = end;
    }

    /** Without this nothing else can be tried. */
    static RigFailure atTheEnd(String text) {
        return new RigFailure(text, true);
    }

    boolean isEnd() {
        return end;
    }
}
