package org.catfollow.runtime;

/** How our processes end; the same in all of them and printed by every {@code --help}. */
public enum ExitCode {
    /** Stopped on request, or done. */
    DONE(0, "stopped on request, or done"),
    /** Something went wrong that no other code names. */
    FAILED(1, "failed"),
    /** The command line is wrong. */
    USAGE(2, "wrong usage"),
    /** The region is missing, incompatible, or its role is taken. */
    REGION(3, "region missing, incompatible or taken"),
    /** The source, the camera or the hardware is unavailable. */
    HARDWARE(4, "source, camera or hardware unavailable"),
    /** The model or its labels cannot be used. */
    MODEL(5, "model or labels unusable");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Returns the number that the process ends with. */
    public int code() {
        return code;
    }

    /** Returns what it means, for {@code --help}. */
    public String meaning() {
        return meaning;
    }
}
