package org.catfollow.tracker.filter;

import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * The kernelised correlation filter as its paper has it: Henriques, Caseiro, Martins, Batista,
 * "High-Speed Tracking with Kernelized Correlation Filters", PAMI 2015. A plain reference beside
 * {@link CorrelationTracker}, kept simple.
 *
 * <p>As in the paper: gradient histograms under a cosine window 2.5 times as wide and high as the
 * target; Gaussian kernel (0.5), regularisation 1e-4, a Gaussian label a tenth of the target wide,
 * learning rate 0.02 in every frame, whatever that frame shows; the box never changes its size.
 *
 * <p>Beside the paper: a target of more than 80 pixels (square root of its area) is looked at smaller,
 * as the authors' program does above 100; the grid is rounded up to a size with a fast Fourier
 * transform; the peak is found to a fraction of a cell; {@link TrackedBox#quality} is the
 * height of the peak beside its mean over the first ten frames; {@link #correct} learns its frame
 * with rate 0.7 and takes the box over. The variants of the paper on grey pixels and with a linear
 * kernel are not here, and nothing finds a lost target again.
 *
 * <p>One thread. {@link #update} allocates nothing; {@link #init} makes buffers when the grid changes.
 */
final class KcfTracker implements VisualTracker {
    private static final double PADDING = 2.5;
    private static final double LABEL = 0.1;
    private static final float RATE = 0.02f;
    private static final float CORRECTION_RATE = 0.7f;
    private static final double LARGEST_SIDE = 80;
    private static final int FEWEST_CELLS = 8;
    private static final int MOST_CELLS = 100;

    private final GreyWindow window = new GreyWindow();
    private final CyclicPeak peak = new CyclicPeak();
    private final PlainPlace place = new PlainPlace();
    private final PlainPlace before = new PlainPlace();
    private KcfFilter filter = new KcfFilter(FEWEST_CELLS, FEWEST_CELLS);
    private KcfFilter filterBefore = filter;
    private byte[] patch = new byte[0];
    private float[] response = new float[0];
    private boolean learnt;

    /** Pixels of the frame in one cell; part of what {@link #undo} takes back. */
    private double cellSide;

    private double cellSideBefore;

    /** Makes one without a target; OpenCV's library is loaded already. */
    public KcfTracker() {}

    @Override
    public void init(Mat bgr, float x, float y, float width, float height) {
        GivenBox.checkBox(x, y, width, height);
        begin(bgr);
        place.give(x, y, width, height);
        place.first.clear();
        double side = Math.sqrt(place.width * place.height);
        cellSide = GradientCells.CELL * Math.max(1, side / LARGEST_SIDE);
        int columns = cells(place.width);
        int rows = cells(place.height);
        if (columns != filter.columns || rows != filter.rows) {
            filter = new KcfFilter(columns, rows);
        }
        useBuffers();
        filter.want(LABEL * side / cellSide);
        learn(bgr, 1);
    }

    private int cells(double side) {
        int wanted = (int) Math.ceil(PADDING * side / cellSide);
        return Core.getOptimalDFTSize(Math.clamp(wanted, FEWEST_CELLS, MOST_CELLS));
    }

    private void useBuffers() {
        int cells = filter.columns * filter.rows;
        if (response.length != cells) {
            response = new float[cells];
            patch = new byte[cells * GradientCells.CELL * GradientCells.CELL];
        }
    }

    @Override
    public void correct(Mat bgr, float x, float y, float width, float height) {
        if (!place.known) {
            init(bgr, x, y, width, height);
            return;
        }
        GivenBox.checkBox(x, y, width, height);
        begin(bgr);
        cellSide *= Math.sqrt(width * height / (place.width * place.height));
        place.give(x, y, width, height);
        learn(bgr, CORRECTION_RATE);
    }

    @Override
    public void update(Mat bgr, TrackedBox out) {
        GivenBox.checkKnown(place.known);
        begin(bgr);
        look(bgr);
        filter.respond(response);
        peak.find(response, filter.columns, filter.rows);
        place.move(peak.shiftX * cellSide, peak.shiftY * cellSide, bgr);
        place.answer(peak.height, peak.peakToSidelobe, out);
        learn(bgr, RATE);
    }

    private void begin(Mat bgr) {
        GivenBox.checkFrame(bgr);
        before.copyFrom(place);
        cellSideBefore = cellSide;
        if (filterBefore != filter) {
            filterBefore.close();
            filterBefore = filter;
        }
        learnt = false;
    }

    private void look(Mat bgr) {
        window.cut(
                bgr,
                place.centreX,
                place.centreY,
                filter.columns * cellSide,
                filter.rows * cellSide,
                filter.columns * GradientCells.CELL,
                filter.rows * GradientCells.CELL,
                patch);
        filter.look(patch);
    }

    private void learn(Mat bgr, float rate) {
        look(bgr);
        filter.learn(rate);
        learnt = true;
    }

    @Override
    public void undo() {
        if (!learnt) {
            return;
        }
        learnt = false;
        place.copyFrom(before);
        cellSide = cellSideBefore;
        if (filter == filterBefore) {
            filter.undo();
            return;
        }
        filter.close();
        filter = filterBefore;
        useBuffers();
    }

    @Override
    public void close() {
        window.close();
        filter.close();
        filterBefore.close();
    }
}
