package org.catfollow.detector.gate;

/** How badly an auto-encoder draws a picture that it was shown. Pure. */
final class ReconstructionError {
    private static final double WHITE = 255;

    private ReconstructionError() {}

    /**
     * Returns the mean squared difference.
     *
     * @param shown the picture's bytes, 0 to 255
     * @param drawn the model's numbers, 0 to 1, as many
     */
    static double of(byte[] shown, float[] drawn) {
        if (shown.length != drawn.length) {
            throw new IllegalArgumentException(
                    shown.length + " bytes shown, " + drawn.length + " numbers drawn");
        }
        double sum = 0;
        for (int i = 0; i < shown.length; i++) {
            double difference = Byte.toUnsignedInt(shown[i]) / WHITE - drawn[i];
            sum += difference * difference;
        }
        return sum / shown.length;
    }
}
