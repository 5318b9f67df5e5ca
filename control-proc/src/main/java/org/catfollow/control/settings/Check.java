package org.catfollow.control.settings;

import java.time.Duration;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** Refuses settings out of their range, in words for the user. */
public final class Check {
    private Check() {}

    /**
     * Refuses a value that is not finite or not within {@code low..high}.
     *
     * @param flag the flag that sets it, with its dashes
     * @param unit follows the figures in the message
     */
    public static void within(String flag, double value, double low, double high, String unit) {
        if (!(value >= low && value <= high)) {
            throw usage(
                    flag
                            + " is "
                            + value
                            + " "
                            + unit
                            + ", outside "
                            + low
                            + ".."
                            + high
                            + " "
                            + unit);
        }
    }

    /** Refuses a duration that is not within {@code lowMillis..highMillis} milliseconds. */
    public static void within(String flag, Duration value, long lowMillis, long highMillis) {
        boolean tooShort = value.compareTo(Duration.ofMillis(lowMillis)) < 0;
        if (tooShort || value.compareTo(Duration.ofMillis(highMillis)) > 0) {
            throw usage(
                    flag
                            + " is "
                            + value.toMillis()
                            + " ms, outside "
                            + lowMillis
                            + ".."
                            + highMillis
                            + " ms");
        }
    }

    /** Refuses {@code lower} when it is not less than {@code upper}. */
    public static void less(String lowerFlag, double lower, String upperFlag, double upper) {
        if (!(lower < upper)) {
            throw notLess(lowerFlag, lower + "", upperFlag, upper + "");
        }
    }

    /** Refuses {@code lower} when it is not less than {@code upper}. */
    public static void less(String lowerFlag, Duration lower, String upperFlag, Duration upper) {
        if (lower.compareTo(upper) >= 0) {
            throw notLess(lowerFlag, lower.toMillis() + " ms", upperFlag, upper.toMillis() + " ms");
        }
    }

    private static StageFailure notLess(
            String lowerFlag, String lower, String upperFlag, String upper) {
        return usage(
                lowerFlag
                        + " is "
                        + lower
                        + ", which must be less than "
                        + upperFlag
                        + ", "
                        + upper);
    }

    private static StageFailure usage(String message) {
        return new StageFailure(ExitCode.USAGE, message);
    }
}
