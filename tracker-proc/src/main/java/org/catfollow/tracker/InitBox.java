package org.catfollow.tracker;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * A target given by hand.
 *
 * @param x left edge, pixels of the captured frame
 * @param y top edge, pixels
 * @param width width, pixels, more than 0
 * @param height height, pixels, more than 0
 */
public record InitBox(float x, float y, float width, float height) {
    /** Checks that the box has a size. */
    public InitBox {
        if (!Float.isFinite(x) || !Float.isFinite(y)) {
            throw wrong(x + "," + y + "," + width + "," + height, "x and y must be numbers");
        }
        if (!(width > 0) || !(height > 0) || Float.isInfinite(width) || Float.isInfinite(height)) {
            throw wrong(
                    x + "," + y + "," + width + "," + height,
                    "width and height must be more than 0");
        }
    }

    /** Reads {@code x,y,width,height}; refuses anything else in one line. */
    public static InitBox parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 4) {
            throw wrong(text, "expected four numbers x,y,width,height");
        }
        float[] numbers = new float[4];
        for (int i = 0; i < 4; i++) {
            try {
                numbers[i] = Float.parseFloat(parts[i].trim());
            } catch (NumberFormatException e) {
                throw new StageFailure(
                        ExitCode.USAGE,
                        "--init-box "
                                + text
                                + ": not a number: '"
                                + parts[i]
                                + "'; expected x,y,width,height in pixels",
                        e);
            }
        }
        return new InitBox(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static StageFailure wrong(String value, String why) {
        return new StageFailure(ExitCode.USAGE, "--init-box " + value + ": " + why);
    }
}
