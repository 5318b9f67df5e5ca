package org.catfollow.detector.schedule;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * How often the detector looks, and how old a result may be; checked.
 *
 * @param leastEvery lower bound of K in "every K-th frame", 1 to {@value #MOST_EVERY}
 * @param mostEvery upper bound of K, the same as {@code leastEvery} where K is fixed
 * @param budgetMillis work that a frame may cost, milliseconds, averaged over the frames that come
 * @param cpuShare share of its time in which the detector may work, above 0, to 1
 * @param maxAgeMillis oldest result that is published, milliseconds since the capture
 */
public record ScheduleSettings(
        int leastEvery, int mostEvery, int budgetMillis, double cpuShare, int maxAgeMillis) {
    /** Every frame, as far as the hardware goes; the other settings as without flags. */
    public static final ScheduleSettings EVERY_FRAME = new ScheduleSettings(1, 1, 25, 0.75, 1_000);

    /** What {@code --every} is given to have K chosen between 1 and 10. */
    public static final String AUTO = "auto";

    /** At 30 frames a second still three looks a second. */
    private static final int MOST_EVERY_OF_AUTO = 10;

    private static final int MOST_EVERY = 1_000;
    private static final int MOST_MILLIS = 60_000;
    private static final Pattern NUMBER_OR_RANGE =
            Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");

    /**
     * Checks the settings.
     *
     * @throws StageFailure (usage) naming the flag and the value
     */
    public ScheduleSettings {
        if (leastEvery < 1 || mostEvery > MOST_EVERY || leastEvery > mostEvery) {
            String text =
                    leastEvery == mostEvery
                            ? String.valueOf(leastEvery)
                            : leastEvery + ".." + mostEvery;
            throw usage(
                    "--every "
                            + text
                            + " is outside 1.."
                            + MOST_EVERY
                            + (leastEvery > mostEvery ? ", or the wrong way round" : ""));
        }
        millis("--budget-ms", budgetMillis);
        // Written so that NaN is refused.
        if (!(cpuShare > 0 && cpuShare <= 1)) {
            throw usage("--cpu-share " + cpuShare + " is not above 0 and at most 1");
        }
        millis("--max-age-ms", maxAgeMillis);
    }

    /**
     * Returns the settings of these flags.
     *
     * @param every a number, {@value #AUTO}, or a range such as {@code 2..6}
     * @throws StageFailure (usage) naming the flag and the value
     */
    public static ScheduleSettings of(
            String every, int budgetMillis, double cpuShare, int maxAgeMillis) {
        if (every.toLowerCase(Locale.ROOT).equals(AUTO)) {
            return new ScheduleSettings(
                    1, MOST_EVERY_OF_AUTO, budgetMillis, cpuShare, maxAgeMillis);
        }
        Matcher matcher = NUMBER_OR_RANGE.matcher(every);
        if (!matcher.matches()) {
            throw usage(
                    "--every "
                            + every
                            + " is neither a number, nor auto, nor a range such as 2..6");
        }
        int least = Integer.parseInt(matcher.group(1));
        int most = matcher.group(2) == null ? least : Integer.parseInt(matcher.group(2));
        return new ScheduleSettings(least, most, budgetMillis, cpuShare, maxAgeMillis);
    }

    private static void millis(String flag, int value) {
        if (value < 1 || value > MOST_MILLIS) {
            throw usage(flag + " " + value + " is outside 1.." + MOST_MILLIS);
        }
    }

    private static StageFailure usage(String message) {
        return new StageFailure(ExitCode.USAGE, message);
    }
}
