package org.catfollow.tracker.sequence;

import java.util.regex.Pattern;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.Boxes;

/**
 * Where the target is in one picture: pixels, origin top left, x and y from 0. Immutable.
 *
 * @param x left edge
 * @param y top edge
 * @param width width; 0 where the target is not to be seen
 * @param height height; 0 where the target is not to be seen
 */
public record Box(float x, float y, float width, float height) {
    /** The target is not in the picture, or nobody knows where. */
    public static final Box ABSENT = new Box(0, 0, 0, 0);

    private static final Pattern SEPARATORS = Pattern.compile("[,;\\s]+");

    /**
     * Reads four numbers, separated by commas, tabs, semicolons or spaces. {@code NaN} anywhere, or a
     * width or height of 0, is {@link #ABSENT}.
     *
     * @param text the numbers
     * @param where begins the message of a failure
     * @param origin what x and y count from in the text, 0 or 1
     * @throws StageFailure (usage) for anything else
     */
    public static Box parse(String text, String where, int origin) {
        String[] parts = SEPARATORS.split(text.strip(), -1);
        if (parts.length != 4) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    where
                            + ": expected four numbers x,y,width,height, found "
                            + parts.length
                            + " in '"
                            + text.strip()
                            + "'");
        }
        return parse(parts, where, origin);
    }

    static Box parse(String[] cells, String where, int origin) {
        float[] numbers = new float[4];
        for (int i = 0; i < 4; i++) {
            numbers[i] = number(cells[i].strip(), where);
        }
        for (float number : numbers) {
            if (Float.isNaN(number)) {
                return ABSENT;
            }
        }
        if (numbers[2] < 0 || numbers[3] < 0) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    where
                            + ": width "
                            + numbers[2]
                            + " and height "
                            + numbers[3]
                            + " must not be negative; boxes are x,y,width,height");
        }
        if (numbers[2] == 0 || numbers[3] == 0) {
            return ABSENT;
        }
        return new Box(numbers[0] - origin, numbers[1] - origin, numbers[2], numbers[3]);
    }

    static float number(String text, String where) {
        if (text.equalsIgnoreCase("nan")) {
            return Float.NaN;
        }
        try {
            float number = Float.parseFloat(text);
            if (!Float.isInfinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new StageFailure(ExitCode.USAGE, where + ": not a number: '" + text + "'");
    }

    /** Returns whether there is a box. */
    public boolean present() {
        return width > 0 && height > 0;
    }

    /** Returns intersection over union, 0 to 1. */
    public double iou(Box other) {
        return Boxes.iou(x, y, width, height, other.x, other.y, other.width, other.height);
    }

    /** Returns how far apart the centres are, pixels. */
    public double centreDistance(Box other) {
        return Math.hypot(
                x + width / 2 - other.x - other.width / 2,
                y + height / 2 - other.y - other.height / 2);
    }

    /** Returns the box moved by shares of its size. */
    Box shifted(float ofWidth, float ofHeight) {
        return new Box(x + ofWidth * width, y + ofHeight * height, width, height);
    }

    /** Returns the box made larger or smaller about its centre. */
    Box scaled(float factor) {
        float newWidth = factor * width;
        float newHeight = factor * height;
        return new Box(
                x + (width - newWidth) / 2, y + (height - newHeight) / 2, newWidth, newHeight);
    }
}
