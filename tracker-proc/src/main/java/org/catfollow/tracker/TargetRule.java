package org.catfollow.tracker;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Which of several tracks becomes the target. Once chosen it stays the target until it is lost.
 *
 * @param order how they are compared
 * @param id the one that it is, with {@link Order#ID}; else 0
 */
public record TargetRule(Order order, long id) {
    private static final Pattern ID = Pattern.compile("id[ :=]?([1-9][0-9]{0,17})");

    /** How tracks are compared. */
    public enum Order {
        /** The one whose box has the largest area. */
        LARGEST,
        /** The one whose box reaches lowest in the picture: on a floor, the nearest to the robot. */
        NEAREST,
        /** The one that was seen first. */
        FIRST,
        /** The one of an identity, and no other. */
        ID
    }

    /** Reads {@code largest}, {@code nearest}, {@code first} or {@code id:N} (also {@code id N}). */
    public static TargetRule parse(String text) {
        String word = text.trim().toLowerCase(Locale.ROOT);
        Matcher id = ID.matcher(word);
        if (id.matches()) {
            return new TargetRule(Order.ID, Long.parseLong(id.group(1)));
        }
        return switch (word) {
            case "largest" -> new TargetRule(Order.LARGEST, 0);
            case "nearest" -> new TargetRule(Order.NEAREST, 0);
            case "first" -> new TargetRule(Order.FIRST, 0);
            default ->
                    throw new StageFailure(
                            ExitCode.USAGE,
                            "--target '"
                                    + text
                                    + "': must be one of largest, nearest, first, or id:N with"
                                    + " the number of a track, as in id:3");
        };
    }
}
