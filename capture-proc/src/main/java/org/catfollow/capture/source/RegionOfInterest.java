package org.catfollow.capture.source;

import java.util.Locale;
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

    /**
     * Checks that the part lies within the picture.
     *
     * @throws StageFailure with {@link ExitCode#USAGE}
     */
    public RegionOfInterest {
        boolean within =
                x >= 0
                        && y >= 0
                        && width > 0
                        && height > 0
                        && x + width <= 1 + SLACK
                        && y + height <= 1 + SLACK;
        if (!within) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    String.format(
                            Locale.ROOT,
                            "--roi %s,%s,%s,%s lies outside the picture; X,Y,WIDTH,HEIGHT are"
                                    + " fractions from 0 to 1",
                            x,
                            y,
                            width,
                            height));
        }
    }

    /**
     * Reads {@code x,y,width,height}.
     *
     * @throws StageFailure with {@link ExitCode#USAGE}
     */
    public static RegionOfInterest parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            if (parts.length == 4) {
                return new RegionOfInterest(
                        Double.parseDouble(parts[0].strip()),
                        Double.parseDouble(parts[1].strip()),
                        Double.parseDouble(parts[2].strip()),
                        Double.parseDouble(parts[3].strip()));
            }
        } catch (NumberFormatException e) {
            // Said below, as for a wrong count.
        }
        throw new StageFailure(
                ExitCode.USAGE,
                "--roi "
                        + text
                        + " is no region; write X,Y,WIDTH,HEIGHT as fractions, for example"
                        + " 0.25,0.25,0.5,0.5");
    }

    /** Returns whether this is the whole picture. */
    public boolean isWhole() {
        return equals(WHOLE);
    }

    @Override
    public String toString() {
        return x + "," + y + "," + width + "," + height;
    }
}
