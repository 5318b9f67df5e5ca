package org.catfollow.runtime;

/**
 * A stage cannot go on, and the user can do something about it: one line that says what could not be
 * done, where, the value seen, and what to do; printed without a stack trace.
 */
public final class StageFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /** Makes a failure that ends the process with {@code exitCode}. */
    public StageFailure(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Makes a failure that ends the process with {@code exitCode}, and keeps its cause for the log. */
    public StageFailure(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Returns the code that the process ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
