package org.catfollow.tracker.filter;

import org.catfollow.runtime.vision.SearchWindow;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;

/**
 * A correlation filter with scale, a descendant of KCF (Henriques et al., PAMI 2015) with its linear
 * kernel: a filter over HOG and colour, cut to the target as in BACF (Galoogahi et al., ICCV 2017) and
 * CSR-DCF (Lukezic et al., CVPR 2017; {@link CorrelationFilter}); a colour histogram beside it as in
 * Staple (Bertinetto et al., CVPR 2016; {@link ColourHistogram}); a scale filter as in DSST (Danelljan
 * et al., BMVC 2014 and PAMI 2017; {@link ScaleFilter}); and the shape of the colours' patch, where
 * they are clear ({@link ColourShape}).
 *
 * <p>Per frame: search the window round the last place; move to the highest point of the two responses
 * together; then, when that looks right, learn (every second frame) or measure size and shape (the
 * others). When it looks wrong, nothing is learnt and one window beside is searched too, another one
 * each frame, farther and farther out ({@link LostSearch}), so that a frame costs two searches at most.
 *
 * <p>One thread. After the first {@link #init} no call allocates.
 */
public final class CorrelationTracker implements VisualTracker {
    /** Side of the window in side lengths of the target. */
    private static final double PADDING = SearchWindow.PADDING;

    private static final int GRID = PatchFeatures.GRID;
    private static final int PATCH = PatchFeatures.PATCH;
    private static final float FILTER_RATE = 0.03f;
    private static final float COLOUR_RATE = 0.04f;
    private static final float SCALE_RATE = 0.05f;

    /** Share of what a correction shows in what is known afterwards, and of its box's size. */
    private static final float CORRECTION_RATE = 0.3f;

    private static final double CORRECTION_SIZE_RATE = 0.7;

    /** Share of the filter's own opinion in the place of a correction. */
    private static final double CORRECTION_OWN_SHARE = 0.5;

    /** Factor between sizes from which a correction is a new beginning. */
    private static final double LARGE_CORRECTION = 1.6;

    private static final float LARGE_CORRECTION_RATE = 0.7f;

    /** Share of the shape that the colours show, beyond what they may be wrong by, taken at a time. */
    private static final double SHAPE_RATE = 0.1;

    private static final double SHAPE_DOUBT = 0.2;
    private static final double LARGEST_STRETCH = Math.log(3);

    /** Weight of the colour in the common response; tuned together with the filter's regularisation. */
    private static final float COLOUR_WEIGHT = 0.25f;

    /** Response beside its mean under which nothing is learnt. */
    private static final double LEARN_ABOVE = 0.55;

    /** Quality under which nothing is learnt either. */
    private static final double LEARN_QUALITY = 0.55;

    /**
     * Colour beside its mean that a place must have to be believed after a frame in which the target
     * was not where it should be: edges alone are everywhere.
     */
    private static final double FOUND_COLOUR = 0.7;

    /** How much better a neighbouring window must be to be believed. */
    private static final double NEIGHBOUR_MARGIN = 1.1;

    /** The same for windows far away, and the quality and share of the mean response needed there. */
    private static final double FAR_MARGIN = 1.4;

    private static final double FAR_QUALITY = 0.75;
    private static final double FAR_HEIGHT = 0.7;

    /**
     * Peak-to-sidelobe ratio of a target in plain sight, and how much it counts beside that of the
     * first frames, which may have been unlucky ones.
     */
    private static final double USUAL_RATIO = 12;

    private static final double USUAL_SHARE = 0.7;

    private static final int MEAN_FRAMES = 100;
    private static final int FIRST_FRAMES = 10;
    private static final double SMALLEST_SIDE = 8;

    private final FramePyramid pyramid = new FramePyramid();
    private final PatchFeatures features = new PatchFeatures();
    private final CorrelationFilter filter = new CorrelationFilter(GRID / PADDING);
    private final ColourHistogram colour = new ColourHistogram();
    private final ScaleFilter scales = new ScaleFilter();
    private final ColourShape shape = new ColourShape();
    private final LostSearch lost = new LostSearch();
    private final Size patchSize = new Size(PATCH, PATCH);
    private final Size cropSize = new Size();
    private final Mat patchMat = new Mat(PATCH, PATCH, CvType.CV_8UC3);
    private final Mat cropMat = new Mat();
    private final byte[] patch = new byte[PATCH * PATCH * 3];
    private final byte[] crop = new byte[ScaleFilter.AREA * 3];
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
    private boolean anchored;

    /** Allocates all buffers; OpenCV's library is loaded already. */
    public CorrelationTracker() {}

    @Override
    public void init(Mat bgr, float x, float y, float width, float height) {
        GivenBox.checkBox(x, y, width, height);
        begin(bgr);
        state.reset();
        state.give(x, y, width, height);
        state.firstWidth = width;
        state.firstHeight = height;
        shapeScales();
        learnAll(1);
        pyramid.release();
    }

    @Override
    public void correct(Mat bgr, float x, float y, float width, float height) {
        GivenBox.checkBox(x, y, width, height);
        begin(bgr);
        double wider = width / state.width();
        double higher = height / state.height();
        boolean large = large(wider) || large(higher);
        double keep = large ? 0 : 1 - CORRECTION_SIZE_RATE;
        double newWidth = width / Math.pow(wider, keep);
        double newHeight = height / Math.pow(higher, keep);
        state.give(x + (width - newWidth) / 2, y + (height - newHeight) / 2, newWidth, newHeight);
        if (!large) {
            takeOwnOpinion();
        }
        learnAll(large ? LARGE_CORRECTION_RATE : CORRECTION_RATE);
        pyramid.release();
    }

    private static boolean large(double factor) {
        return !(factor < LARGE_CORRECTION && factor > 1 / LARGE_CORRECTION);
    }

    /** A detection's box trembles; where the filter sees the target in it moves it half way. */
    private void takeOwnOpinion() {
        double side = windowSide();
        search(state.centreX, state.centreY, side, here);
        double shiftX = here.shiftX * side / GRID;
        double shiftY = here.shiftY * side / GRID;
        if (looksRight(here)
                && Math.abs(shiftX) < state.width() / 4
                && Math.abs(shiftY) < state.height() / 4) {
            state.centreX += CORRECTION_OWN_SHARE * shiftX;
            state.centreY += CORRECTION_OWN_SHARE * shiftY;
        }
    }

    @Override
    public void expect(float centreX, float centreY) {
        state.expected = Float.isFinite(centreX) && Float.isFinite(centreY);
        state.expectedX = centreX;
        state.expectedY = centreY;
    }

    private void shapeScales() {
        scales.shape(state.firstWidth, state.firstHeight);
        cropSize.width = scales.cropWidth();
        cropSize.height = scales.cropHeight();
    }

    private void begin(Mat bgr) {
        before.copyFrom(state);
        learntFilter = false;
        learntColour = false;
        learntScale = false;
        anchored = false;
        pyramid.use(bgr);
    }

    private void learnAll(float rate) {
        learnPlace(rate, rate);
        colour.anchor();
        anchored = true;
        double cell = windowSide() / GRID;
        shape.calibrate(
                colour.anchoredCells(patch), state.width() / cell, state.height() / cell, state);
        sampleScales();
        scales.learn(rate);
        learntScale = true;
    }

    @Override
    public void update(Mat bgr, TrackedBox out) {
        GivenBox.checkKnown(state.givenWidth > 0);
        begin(bgr);
        state.frames++;
        boolean doubted = state.expected;
        if (doubted) {
            state.expected = false;
            state.centreX = state.expectedX;
            state.centreY = state.expectedY;
            keepNearPicture();
        }
        double side = windowSide();
        search(state.centreX, state.centreY, side, here);
        boolean right = looksRight(here);
        if (right) {
            state.neighbour = 0;
            state.candidate = false;
        } else {
            searchBeside(side);
        }
        double windowX = state.centreX - side / 2;
        double windowY = state.centreY - side / 2;
        double cell = side / GRID;
        state.centreX += here.shiftX * cell;
        state.centreY += here.shiftY * cell;
        keepNearPicture();
        judge(right, out);
        if (right && (!doubted || quality(here) >= FAR_QUALITY)) {
            if (state.frames % 2 == 0) {
                learnPlace(FILTER_RATE, COLOUR_RATE);
            } else {
                followScale();
                followShape(windowX, windowY, cell);
            }
        }
        out.setBox(
                (float) (state.centreX - state.width() / 2),
                (float) (state.centreY - state.height() / 2),
                (float) state.width(),
                (float) state.height());
        pyramid.release();
    }

    /** Looks at the window that was searched, whose left upper corner is given. */
    private void followShape(double windowX, double windowY, double cell) {
        double reachX = state.width() / 2;
        double reachY = state.height() / 2;
        if (state.centreX < reachX
                || state.centreY < reachY
                || state.centreX > pyramid.columns() - reachX
                || state.centreY > pyramid.rows() - reachY) {
            return; // the border cuts the patch of its colours
        }
        boolean clear =
                shape.compare(
                        colour.anchoredCells(patch),
                        (state.centreX - windowX) / cell,
                        (state.centreY - windowY) / cell,
                        state.width() / cell,
                        state.height() / cell,
                        state);
        double sure = Math.abs(shape.stretch) - SHAPE_DOUBT;
        if (!clear || !(sure > 0)) {
            return;
        }
        double stretch = SHAPE_RATE * Math.copySign(sure, shape.stretch);
        double shape0 = state.firstWidth / state.firstHeight;
        double total = Math.log(state.width() / state.height() / shape0) + stretch;
        if (Math.abs(total) > LARGEST_STRETCH) {
            return;
        }
        state.givenWidth *= Math.exp(stretch / 2); // the area is the scale filter's affair
        state.givenHeight *= Math.exp(-stretch / 2);
        state.centreX += SHAPE_RATE * shape.shiftX * cell;
        state.centreY += SHAPE_RATE * shape.shiftY * cell;
    }

    private double windowSide() {
        return SearchWindow.side(state.width(), state.height());
    }

    private boolean looksRight(ResponsePeak peak) {
        return peak.filterHeight >= LEARN_ABOVE * state.meanHeight
                && quality(peak) >= LEARN_QUALITY
                && (state.neighbour == 0 || hasItsColours(peak));
    }

    private boolean hasItsColours(ResponsePeak peak) {
        return peak.colourHeight >= FOUND_COLOUR * state.meanColour;
    }

    private double quality(ResponsePeak peak) {
        double first = state.ratios > 0 ? state.firstRatio : USUAL_RATIO;
        return peak.peakToSidelobe / (first + USUAL_SHARE * (USUAL_RATIO - first));
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
        peak.find(fused, filterResponse, colourResponse);
    }

    private void searchBeside(double side) {
        if (state.candidate) {
            state.candidate = false;
            if (searchAt(state.candidateX, state.candidateY, side, FAR_MARGIN)
                    && unmistakable(beside)) {
                moveTo(state.candidateX, state.candidateY);
            }
            return;
        }
        int columns = pyramid.columns();
        int rows = pyramid.rows();
        state.neighbour =
                lost.next(state.neighbour, state.centreX, state.centreY, side, columns, rows);
        double x = state.centreX + lost.offsetX;
        double y = state.centreY + lost.offsetY;
        if (!searchAt(x, y, side, NEIGHBOUR_MARGIN)) {
            return;
        }
        if (lost.far()) {
            state.candidate = true;
            state.candidateX = x + beside.shiftX * side / GRID;
            state.candidateY = y + beside.shiftY * side / GRID;
        } else {
            moveTo(x, y);
        }
    }

    /** Searches another window; returns whether the target seems to be there rather than here. */
    private boolean searchAt(double x, double y, double side, double margin) {
        search(x, y, side, beside);
        return beside.filterHeight > margin * here.filterHeight
                && beside.height > here.height
                && hasItsColours(beside);
    }

    private void moveTo(double windowX, double windowY) {
        here.copyFrom(beside);
        state.centreX = windowX;
        state.centreY = windowY;
    }

    /** Far away look-alikes are many, and one weak frame here is no reason to leave. */
    private boolean unmistakable(ResponsePeak peak) {
        return peak.filterHeight >= FAR_HEIGHT * state.meanHeight && quality(peak) >= FAR_QUALITY;
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
            state.meanColour += (here.colourHeight - state.meanColour) / state.heights;
            state.meanHeight += (here.filterHeight - state.meanHeight) / state.heights;
        }
        if (state.ratios < FIRST_FRAMES) {
            state.ratios++;
            state.firstRatio += (here.peakToSidelobe - state.firstRatio) / state.ratios;
        }
        out.peakToSidelobe = here.peakToSidelobe;
        out.quality = (float) Math.min(1, Math.max(0, quality(here)));
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
            double factor = ScaleFilter.MARGIN * ScaleFilter.factor(i);
            pyramid.crop(
                    state.centreX,
                    state.centreY,
                    state.width() * factor,
                    state.height() * factor,
                    cropSize,
                    cropMat);
            cropMat.get(0, 0, crop);
            colour.fadeBackground(crop, scales.cropWidth() * scales.cropHeight());
            scales.sample(i, crop);
        }
    }

    @Override
    public void undo() {
        state.copyFrom(before);
        shapeScales();
        if (anchored) {
            colour.undoAnchor();
        }
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
        anchored = false;
    }

    @Override
    public void close() {
        pyramid.close();
        patchMat.release();
        cropMat.release();
    }
}
