package org.catfollow.runtime.vision;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * The part of the picture that is wanted, in fractions of its edges, as {@code rpicam-apps} take it.
 *
 * @param x left edge, 0 to 1
 * @param y top edge, 0 to 1
 * @param width over 0, to 1
 * @param height over 0, to 1
 */
public record RegionOfInterest(double x, double y, double width, double height) {
    /** The whole picture. */
    public static final RegionOfInterest WHOLE = new RegionOfInterest(0, 0, 1, 1);

    /** Rounding of what people write: .333 + .667. */
    private static final double SLACK = 1e-6;

    /** Checks that the part lies within the picture. */
    public RegionOfInterest {
        // Written so that NaN is refused.
        boolean within =
                x >= 0
                        && y >= 0
                        && width > 0
                        && height > 0
                        && x + width <= 1 + SLACK
                        && y + height <= 1 + SLACK;
        if (!within) {
            throw new IllegalArgumentException(
                    x + "," + y + "," + width + "," + height + " lies outside the picture");
        }
    }

    /**
     * Reads {@code x,y,width,height}.
     *
     * @param flag the flag that the text was given to, for the message
     * @throws StageFailure with {@link ExitCode#USAGE}
     */
    public static RegionOfInterest parse(String flag, String text) {
        String[] parts = text.split(",", -1);
        double[] numbers = new double[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                numbers[i] = Double.parseDouble(parts[i].strip());
            }
        } catch (NumberFormatException e) {
            throw noRegion(flag, text);
        }
        if (numbers.length != 4) {
            throw noRegion(flag, text);
        }
        try {
            return new RegionOfInterest(numbers[0], numbers[1], numbers[2], numbers[3]);
        } catch (IllegalArgumentException e) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    flag + " " + e.getMessage() + "; X,Y,WIDTH,HEIGHT are fractions from 0 to 1");
        }
    }

    private static StageFailure noRegion(String flag, String text) {
        return new StageFailure(
                ExitCode.USAGE,
                flag
                        + " "
                        + text
                        + " is no region; write X,Y,WIDTH,HEIGHT as fractions, for example"
                        + " 0.25,0.25,0.5,0.5");
    }

    /** Returns whether this is the whole picture. */
    public boolean isWhole() {
        return equals(WHOLE);
    }

    /** Returns the first of its columns, in a picture that is {@code pixels} wide. */
    public int left(int pixels) {
        return first(x, pixels);
    }

    /** Returns the first of its rows, in a picture that is {@code pixels} high. */
    public int top(int pixels) {
        return first(y, pixels);
    }

    /** Returns how many columns it has, at least 1, in a picture that is {@code pixels} wide. */
    public int columns(int pixels) {
        return count(width, pixels, left(pixels));
    }

    /** Returns how many rows it has, at least 1, in a picture that is {@code pixels} high. */
    public int rows(int pixels) {
        return count(height, pixels, top(pixels));
    }

    private static int first(double part, int pixels) {
        return (int) Math.min(Math.round(part * pixels), pixels - 1);
    }

    private static int count(double part, int pixels, int first) {
        return Math.clamp(Math.round(part * pixels), 1, pixels - first);
    }

    @Override
    public String toString() {
        return x + "," + y + "," + width + "," + height;
    }
}
