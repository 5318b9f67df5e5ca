package org.catfollow.detector.preprocess;

/**
 * Where a frame, or a part of it, lies in the model's picture, and the way back. One thread; allocates
 * nothing.
 *
 * <p>What keeps its own shape is rounded to whole pixels of the model's picture, so across and down are
 * scaled a little differently; the way back undoes what was really done.
 */
public final class Placement {
    private final InputPlan.Fit fit;
    private final int inputWidth;
    private final int inputHeight;
    private int frameWidth;
    private int frameHeight;
    private int cropX;
    private int cropY;
    private int cropWidth;
    private int cropHeight;
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
     * Places a part of a frame.
     *
     * @param newFrameWidth pixels, at least 1
     * @param newFrameHeight pixels, at least 1
     * @param crop the part; copied
     * @return whether something lies otherwise than before
     */
    public boolean place(int newFrameWidth, int newFrameHeight, Crop crop) {
        boolean same =
                newFrameWidth == frameWidth
                        && newFrameHeight == frameHeight
                        && crop.x == cropX
                        && crop.y == cropY
                        && crop.width == cropWidth
                        && crop.height == cropHeight;
        if (same) {
            return false;
        }
        if (!crop.liesIn(newFrameWidth, newFrameHeight)) {
            throw new IllegalArgumentException(
                    crop + " is no part of a frame of " + newFrameWidth + "x" + newFrameHeight);
        }
        frameWidth = newFrameWidth;
        frameHeight = newFrameHeight;
        cropX = crop.x;
        cropY = crop.y;
        cropWidth = crop.width;
        cropHeight = crop.height;
        fitIn();
        return true;
    }

    private void fitIn() {
        left = 0;
        top = 0;
        width = inputWidth;
        height = inputHeight;
        if (fit == InputPlan.Fit.STRETCHED) {
            return;
        }
        double scale = Math.min((double) inputWidth / cropWidth, (double) inputHeight / cropHeight);
        // As the two families do it themselves: YOLOX cuts off (yolox/data/data_augment.py,
        // preproc), YOLOv5 and v8 round, and round half a border pixel down (letterbox).
        boolean centred = fit == InputPlan.Fit.CENTRED;
        width = side(cropWidth * scale, centred, inputWidth);
        height = side(cropHeight * scale, centred, inputHeight);
        if (centred) {
            left = (inputWidth - width) / 2;
            top = (inputHeight - height) / 2;
        }
    }

    private static int side(double exact, boolean rounded, int most) {
        int pixels = (int) (rounded ? Math.rint(exact) : exact);
        return Math.clamp(pixels, 1, most);
    }

    /** Returns whether the part is the whole frame. */
    boolean isWhole() {
        return cropWidth == frameWidth && cropHeight == frameHeight;
    }

    /** Returns where the part's left edge is in the model's picture, pixels. */
    int left() {
        return left;
    }

    /** Returns where the part's top edge is in the model's picture, pixels. */
    int top() {
        return top;
    }

    /** Returns how wide the part is in the model's picture, pixels. */
    int width() {
        return width;
    }

    /** Returns how high the part is in the model's picture, pixels. */
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

    /** Returns the left edge of the part, pixels of the frame. */
    public int cropX() {
        return cropX;
    }

    /** Returns the top edge of the part, pixels of the frame. */
    public int cropY() {
        return cropY;
    }

    /** Returns the width of the part, pixels of the frame. */
    public int cropWidth() {
        return cropWidth;
    }

    /** Returns the height of the part, pixels of the frame. */
    public int cropHeight() {
        return cropHeight;
    }

    /**
     * Returns a place across the model's picture in pixels of the frame, outside of the part too.
     *
     * @param part 0 for the picture's left edge, 1 for its right one
     */
    public float frameX(float part) {
        return cropX
                + (width == inputWidth
                        ? part * cropWidth
                        : (part * inputWidth - left) * cropWidth / width);
    }

    /**
     * Returns a place down the model's picture in pixels of the frame, outside of the part too.
     *
     * @param part 0 for the picture's top edge, 1 for its bottom one
     */
    public float frameY(float part) {
        return cropY
                + (height == inputHeight
                        ? part * cropHeight
                        : (part * inputHeight - top) * cropHeight / height);
    }
}
