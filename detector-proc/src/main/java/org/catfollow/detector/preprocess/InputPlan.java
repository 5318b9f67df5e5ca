package org.catfollow.detector.preprocess;

/**
 * What a kind of model wants its picture to be like.
 *
 * @param fit how a frame of another shape is fitted in
 * @param redFirst whether pixels are red, green, blue; else blue, green, red
 * @param darkest what byte 0 of the picture is in the model's numbers
 * @param brightest what byte 255 is
 */
public record InputPlan(Fit fit, boolean redFirst, double darkest, double brightest) {
    /** The grey of the border around a fitted frame, in all three colours. */
    public static final int BORDER = 114;

    /** How a frame of another shape than the model's picture is fitted in. */
    public enum Fit {
        /** Stretched to the whole picture. */
        STRETCHED,
        /** In its own shape, in the middle, with a border on two sides. */
        CENTRED,
        /** In its own shape, in the top left corner, with a border below or at the right. */
        TOP_LEFT
    }

    /** Returns the same plan with the numbers that a model asks for itself: (byte - mean) / deviation. */
    public InputPlan normalized(double mean, double deviation) {
        return new InputPlan(fit, redFirst, -mean / deviation, (255 - mean) / deviation);
    }
}
