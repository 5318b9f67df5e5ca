package org.catfollow.detector.preprocess;

import org.catfollow.detector.inference.TensorInfo;
import org.catfollow.detector.inference.TensorType;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** For a quantised input: what number stands for each of the 256 bytes of a picture. Pure. */
final class ByteTable {
    static final int ENTRIES = 256;

    private static final double TOLERANCE = 0.02;

    /** With fewer, the picture would be a poster. */
    private static final int FEWEST_STEPS = 64;

    private ByteTable() {}

    /**
     * Returns the table.
     *
     * <p>Where the tensor's own range is one that picture models are trained on (-1..1, 0..1, 0..255),
     * step and byte are the same number, up to a rounding that no model notices: that range is what the
     * model was calibrated with, whatever its kind usually takes. Else the kind's range is rounded to
     * the tensor's steps.
     *
     * @param input uint8 or int8
     * @throws StageFailure (model) where the tensor cannot hold a picture
     */
    static byte[] of(TensorInfo input, InputPlan plan) {
        int lowestStep = input.type() == TensorType.INT8 ? Byte.MIN_VALUE : 0;
        int highestStep = lowestStep + ENTRIES - 1;
        double scale = input.scale();
        boolean quantised = scale != 0 || input.zeroPoint() != 0;
        double lowest = scale * ((double) lowestStep - input.zeroPoint());
        double highest = scale * ((double) highestStep - input.zeroPoint());
        boolean sameSteps =
                !quantised
                        || covers(lowest, highest, -1, 1)
                        || covers(lowest, highest, 0, 1)
                        || covers(lowest, highest, 0, ENTRIES - 1);
        double slack = TOLERANCE * (plan.brightest() - plan.darkest());
        double steps = (plan.brightest() - plan.darkest()) / scale;
        boolean holds =
                scale > 0
                        && lowest <= plan.darkest() + slack
                        && highest >= plan.brightest() - slack
                        && steps >= FEWEST_STEPS;
        if (!sameSteps && !holds) {
            throw new StageFailure(
                    ExitCode.MODEL,
                    "its input "
                            + input
                            + " has scale "
                            + input.scale()
                            + " and zero point "
                            + input.zeroPoint()
                            + ", which do not cover the bytes of a picture; supported are -1..1,"
                            + " 0..1 and 0..255");
        }
        byte[] table = new byte[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            double part = i / (double) (ENTRIES - 1);
            double real = plan.darkest() + part * (plan.brightest() - plan.darkest());
            long step = sameSteps ? lowestStep + i : Math.round(real / scale) + input.zeroPoint();
            table[i] = (byte) Math.clamp(step, lowestStep, highestStep);
        }
        return table;
    }

    /** Returns whether the table leaves every byte as it is. */
    static boolean isIdentity(byte[] table) {
        for (int i = 0; i < table.length; i++) {
            if (table[i] != (byte) i) {
                return false;
            }
        }
        return true;
    }

    private static boolean covers(double lowest, double highest, double from, double to) {
        double slack = TOLERANCE * (to - from);
        return Math.abs(lowest - from) <= slack && Math.abs(highest - to) <= slack;
    }
}
