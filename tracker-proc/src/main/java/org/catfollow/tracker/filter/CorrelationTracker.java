package org.catfollow.tracker.filter;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;

/**
 * A kernelised correlation filter with scale (Henriques et al., PAMI 2015): the linear kernel over HOG
 * and colour ({@link CorrelationFilter}), helped by a colour histogram ({@link ColourHistogram}) and a
 * scale filter ({@link ScaleFilter}).
 *
 * <p>Per frame: search the window round the last place; move to the highest point of the two responses
 * together; then, when that looks right, learn (every second frame) or measure the size (the others).
 * When it looks wrong, nothing is learnt and one window beside is searched too, another one each frame,
 * so that a frame costs two searches at most.
 *
 * <p>One thread. After the first {@link #init} no call allocates.
 */
public final class CorrelationTracker implements VisualTracker {
    /** Side of the window in side lengths of the target. */
    private static final double PADDING = 3;

    private static final int GRID = PatchFeatures.GRID;
    private static final int PATCH = PatchFeatures.PATCH;
    private static final float FILTER_RATE = 0.04f;
    private static final float COLOUR_RATE = 0.04f;
    private static final float SCALE_RATE = 0.05f;

    /** Share of what a correction shows in what is known afterwards. */
    private static final float CORRECTION_RATE = 0.7f;

    /** Weight of the colour in the common response; tuned together with the filter's regularisation. */
    private static final float COLOUR_WEIGHT = 0.3f;

    /** Response beside its mean under which nothing is learnt. */
    private static final double LEARN_ABOVE = 0.55;

    /** Peak-to-sidelobe ratio beside that of the first frames under which nothing is learnt either. */
    private static final double LEARN_QUALITY = 0.5;

    /** How much better a neighbouring window must be to be believed. */
    private static final double NEIGHBOUR_MARGIN = 1.1;

    private static final int MEAN_FRAMES = 100;
    private static final int FIRST_FRAMES = 10;
    private static final double SMALLEST_SIDE = 8;
    private static final int[] AROUND_X = {1, -1, 0, 0, 1, -1, 1, -1};
    private static final int[] AROUND_Y = {0, 0, 1, -1, 1, -1, -1, 1};

    private final FramePyramid pyramid = new FramePyramid();
    private final PatchFeatures features = new PatchFeatures();
    private final CorrelationFilter filter = new CorrelationFilter(GRID / PADDING);
    private final ColourHistogram colour = new ColourHistogram();
    private final ScaleFilter scales = new ScaleFilter();
    private final Size patchSize = new Size(PATCH, PATCH);
    private final Size cropSize = new Size(ScaleFilter.CROP, ScaleFilter.CROP);
    private final Mat patchMat = new Mat(PATCH, PATCH, CvType.CV_8UC3);
    private final Mat cropMat = new Mat(ScaleFilter.CROP, ScaleFilter.CROP, CvType.CV_8UC3);
    private final byte[] patch = new byte[PATCH * PATCH * 3];
    private final byte[] crop = new byte[ScaleFilter.CROP * ScaleFilter.CROP * 3];
    private final float[] channels = new float[PatchFeatures.CHANNELS * PatchFeatures.CELLS];
    private final float[] filterResponse = new float[PatchFeatures.CELLS];
    private final float[] colourResponse = new float[PatchFeatures.CELLS];
    private final float[] fused = new float[PatchFeatures.CELLS];
    private final ResponsePeak here = new ResponsePeak();
    private final ResponsePeak beside = new ResponsePeak();
    private final CorrelationState state = new CorrelationState();
    private final CorrelationState before = new CorrelationState();
    private boolean learntFilter;
    private boolean learntColour;
    private boolean learntScale;

    /** Allocates all buffers; OpenCV's library is loaded already. */
    public CorrelationTracker() {}

    @Override
    public void init(Mat bgr, float x, float y, float width, float height) {
        begin(bgr);
        state.copyFrom(new CorrelationState());
        give(x, y, width, height);
        learnAll(1);
        pyramid.release();
    }

    @Override
    public void correct(Mat bgr, float x, float y, float width, float height) {
        begin(bgr);
        give(x, y, width, height);
        learnAll(CORRECTION_RATE);
        pyramid.release();
    }

    private void give(float x, float y, float width, float height) {
        if (!(width > 0) || !(height > 0)) {
            throw new IllegalArgumentException("box has no size: " + width + " x " + height);
        }
        state.give(x, y, width, height);
    }

    private void begin(Mat bgr) {
        before.copyFrom(state);
        learntFilter = false;
        learntColour = false;
        learntScale = false;
        pyramid.use(bgr);
    }

    private void learnAll(float rate) {
        learnPlace(rate, rate);
        sampleScales();
        scales.learn(rate);
        learntScale = true;
    }

    @Override
    public void update(Mat bgr, TrackedBox out) {
        begin(bgr);
        state.frames++;
        double side = windowSide();
        search(state.centreX, state.centreY, side, here);
        boolean right = looksRight(here);
        if (!right) {
            searchBeside(side);
        }
        double cell = side / GRID;
        state.centreX += here.shiftX * cell;
        state.centreY += here.shiftY * cell;
        keepNearPicture();
        judge(right, out);
        if (right) {
            if (state.frames % 2 == 0) {
                learnPlace(FILTER_RATE, COLOUR_RATE);
            } else {
                followScale();
            }
        }
        out.setBox(
                (float) (state.centreX - state.width() / 2),
                (float) (state.centreY - state.height() / 2),
                (float) state.width(),
                (float) state.height());
        pyramid.release();
    }

    private double windowSide() {
        return PADDING * Math.sqrt(state.width() * state.height());
    }

    private boolean looksRight(ResponsePeak peak) {
        return peak.filterHeight >= LEARN_ABOVE * state.meanHeight
                && peak.peakToSidelobe >= LEARN_QUALITY * state.firstRatio;
    }

    private void takePatch(double centreX, double centreY, double side) {
        pyramid.crop(centreX, centreY, side, side, patchSize, patchMat);
        patchMat.get(0, 0, patch);
        features.compute(patch, channels);
        double perPixel = PATCH / side;
        double left = centreX - side / 2;
        double top = centreY - side / 2;
        colour.picture(
                -left * perPixel,
                -top * perPixel,
                (pyramid.columns() - left) * perPixel,
                (pyramid.rows() - top) * perPixel);
    }

    private void search(double centreX, double centreY, double side, ResponsePeak peak) {
        takePatch(centreX, centreY, side);
        filter.respond(channels, filterResponse);
        double perPixel = PATCH / side;
        colour.respond(patch, state.width() * perPixel, state.height() * perPixel, colourResponse);
        for (int i = 0; i < fused.length; i++) {
            fused[i] = (1 - COLOUR_WEIGHT) * filterResponse[i] + COLOUR_WEIGHT * colourResponse[i];
        }
        peak.find(fused, filterResponse);
    }

    private void searchBeside(double side) {
        int n = state.neighbour;
        state.neighbour = (n + 1) % AROUND_X.length;
        double offsetX = AROUND_X[n] * side / 2;
        double offsetY = AROUND_Y[n] * side / 2;
        search(state.centreX + offsetX, state.centreY + offsetY, side, beside);
        if (beside.filterHeight > NEIGHBOUR_MARGIN * here.filterHeight
                && beside.height > here.height) {
            here.copyFrom(beside);
            state.centreX += offsetX;
            state.centreY += offsetY;
        }
    }

    /** A box far outside would search windows of nothing but repeated border. */
    private void keepNearPicture() {
        double reachX = state.width() / 2;
        double reachY = state.height() / 2;
        state.centreX = Math.min(pyramid.columns() + reachX, Math.max(-reachX, state.centreX));
        state.centreY = Math.min(pyramid.rows() + reachY, Math.max(-reachY, state.centreY));
    }

    private void judge(boolean right, TrackedBox out) {
        if (right) {
            state.heights = Math.min(MEAN_FRAMES, state.heights + 1);
            state.meanHeight += (here.filterHeight - state.meanHeight) / state.heights;
        }
        if (state.ratios < FIRST_FRAMES) {
            state.ratios++;
            state.firstRatio += (here.peakToSidelobe - state.firstRatio) / state.ratios;
        }
        out.peakToSidelobe = here.peakToSidelobe;
        double quality = state.firstRatio > 0 ? here.peakToSidelobe / state.firstRatio : 0;
        out.quality = (float) Math.min(1, Math.max(0, quality));
    }

    private void learnPlace(float filterRate, float colourRate) {
        double side = windowSide();
        takePatch(state.centreX, state.centreY, side);
        double width = state.width() / side;
        double height = state.height() / side;
        filter.learn(channels, filterRate, width * GRID, height * GRID);
        learntFilter = true;
        colour.learn(patch, colourRate, width * PATCH, height * PATCH);
        learntColour = true;
    }

    private void followScale() {
        sampleScales();
        double wanted = state.scale * scales.estimate();
        double given = Math.sqrt(state.givenWidth * state.givenHeight);
        double largest = Math.max(pyramid.columns(), pyramid.rows()) / given;
        state.scale = Math.min(largest, Math.max(SMALLEST_SIDE / given, wanted));
        sampleScales();
        scales.learn(SCALE_RATE);
        learntScale = true;
    }

    private void sampleScales() {
        for (int i = 0; i < ScaleFilter.SCALES; i++) {
            double factor = ScaleFilter.factor(i);
            pyramid.crop(
                    state.centreX,
                    state.centreY,
                    state.width() * factor,
                    state.height() * factor,
                    cropSize,
                    cropMat);
            cropMat.get(0, 0, crop);
            scales.sample(i, crop);
        }
    }

    @Override
    public void undo() {
        state.copyFrom(before);
        if (learntFilter) {
            filter.undo();
        }
        if (learntColour) {
            colour.undo();
        }
        if (learntScale) {
            scales.undo();
        }
        learntFilter = false;
        learntColour = false;
        learntScale = false;
    }

    @Override
    public void close() {
        pyramid.close();
        filter.close();
        patchMat.release();
        cropMat.release();
    }
}
