package org.catfollow.detector.preprocess;

/**
 * Where a frame lies in the model's picture, and the way back. One thread; allocates nothing.
 *
 * <p>A frame in its own shape is rounded to whole pixels of the model's picture, so across and down
 * are scaled a little differently; the way back undoes what was really done.
 */
public final class Placement {
    private final InputPlan.Fit fit;
    private final int inputWidth;
    private final int inputHeight;
    private int frameWidth;
    private int frameHeight;
    private int left;
    private int top;
    private int width;
    private int height;

    /**
     * Makes a placement; {@link #place} comes first.
     *
     * @param inputWidth width of the model's picture, pixels
     * @param inputHeight height of the model's picture, pixels
     */
    public Placement(InputPlan.Fit fit, int inputWidth, int inputHeight) {
        this.fit = fit;
        this.inputWidth = inputWidth;
        this.inputHeight = inputHeight;
    }

    /**
     * Places a frame.
     *
     * @param newFrameWidth pixels, at least 1
     * @param newFrameHeight pixels, at least 1
     * @return whether it lies otherwise than the one before
     */
    public boolean place(int newFrameWidth, int newFrameHeight) {
        if (newFrameWidth == frameWidth && newFrameHeight == frameHeight) {
            return false;
        }
        frameWidth = newFrameWidth;
        frameHeight = newFrameHeight;
        left = 0;
        top = 0;
        width = inputWidth;
        height = inputHeight;
        if (fit == InputPlan.Fit.STRETCHED) {
            return true;
        }
        double scale =
                Math.min((double) inputWidth / frameWidth, (double) inputHeight / frameHeight);
        // As the two families do it themselves: YOLOX cuts off (yolox/data/data_augment.py,
        // preproc), YOLOv5 and v8 round, and round half a border pixel down (letterbox).
        boolean centred = fit == InputPlan.Fit.CENTRED;
        width = side(frameWidth * scale, centred, inputWidth);
        height = side(frameHeight * scale, centred, inputHeight);
        if (centred) {
            left = (inputWidth - width) / 2;
            top = (inputHeight - height) / 2;
        }
        return true;
    }

    private static int side(double exact, boolean rounded, int most) {
        int pixels = (int) (rounded ? Math.rint(exact) : exact);
        return Math.clamp(pixels, 1, most);
    }

    /** Returns where the frame's left edge is in the model's picture, pixels. */
    int left() {
        return left;
    }

    /** Returns where the frame's top edge is in the model's picture, pixels. */
    int top() {
        return top;
    }

    /** Returns how wide the frame is in the model's picture, pixels. */
    int width() {
        return width;
    }

    /** Returns how high the frame is in the model's picture, pixels. */
    int height() {
        return height;
    }

    /** Returns the width of the frame, pixels. */
    public int frameWidth() {
        return frameWidth;
    }

    /** Returns the height of the frame, pixels. */
    public int frameHeight() {
        return frameHeight;
    }

    /**
     * Returns a place across the model's picture in pixels of the frame, outside of it too.
     *
     * @param part 0 for the picture's left edge, 1 for its right one
     */
    public float frameX(float part) {
        return width == inputWidth
                ? part * frameWidth
                : (part * inputWidth - left) * frameWidth / width;
    }

    /**
     * Returns a place down the model's picture in pixels of the frame, outside of it too.
     *
     * @param part 0 for the picture's top edge, 1 for its bottom one
     */
    public float frameY(float part) {
        return height == inputHeight
                ? part * frameHeight
                : (part * inputHeight - top) * frameHeight / height;
    }
}
