package org.catfollow.tracker.filter;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.opencv.core.CvException;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.video.Tracker;

/**
 * A tracker of OpenCV's video module behind {@link VisualTracker}.
 *
 * <ul>
 *   <li>Boxes are whole pixels. One that lies partly outside is cut to what can be seen of it; one
 *       smaller than {@link #SMALLEST_SIDE} grows to that; one wholly outside becomes one of that size
 *       at the nearest edge.
 *   <li>{@link #correct} begins anew at the box: what OpenCV's trackers learnt cannot be mixed.
 *   <li>{@link #undo} puts the box back. OpenCV's tracker cannot be rewound: it begins anew at that box
 *       on the next frame, whose answer is that box unmoved.
 *   <li>A frame of another size than the last one begins anew too, at the box as far as it fits.
 *   <li>When OpenCV finds nothing, or a box that is not in the picture, the answer is the last box with
 *       quality 0; in the second case so is every later one, until somebody gives a box again.
 *   <li>Anything that OpenCV throws becomes a {@link StageFailure} of one line.
 * </ul>
 *
 * <p>OpenCV reads the frame during the call alone, and writes nothing into it. Each update makes one
 * array of 4 doubles inside the binding; the rectangles are used again. Native memory is freed when the
 * collector finds the object: the binding has no other way.
 */
abstract class NativeTracker implements VisualTracker {
    /** Fewest pixels along one side that a box has. */
    static final int SMALLEST_SIDE = 10;

    private final TrackerKind kind;
    private final Rect given = new Rect();
    private final Rect found = new Rect();
    private final State state = new State();
    private final State before = new State();
    private boolean begun;

    /** All that is kept here; copied to take a frame back. */
    private static final class State {
        boolean known;

        /** OpenCV's tracker must begin anew, at this box, before it can be asked. */
        boolean stale;

        /** OpenCV's tracker left the picture. */
        boolean gone;

        float x;
        float y;
        float width;
        float height;
        float quality;
        int columns;
        int rows;
        final FirstFrames first = new FirstFrames();

        void setBox(Rect box) {
            x = box.x;
            y = box.y;
            width = box.width;
            height = box.height;
        }

        void copyFrom(State other) {
            known = other.known;
            stale = other.stale;
            gone = other.gone;
            x = other.x;
            y = other.y;
            width = other.width;
            height = other.height;
            quality = other.quality;
            columns = other.columns;
            rows = other.rows;
            first.copyFrom(other.first);
        }
    }

    NativeTracker(TrackerKind kind) {
        this.kind = kind;
    }

    /** Returns OpenCV's tracker, the same for every call. */
    abstract Tracker tracker();

    /** Returns how much the box just found looks like the target: more is better, 0 is not at all. */
    abstract double measure(Mat bgr, Rect box);

    /** Called before OpenCV's tracker begins. */
    void prepare() {}

    /** Called when OpenCV's tracker began anew at a box that somebody gave. */
    void learnLooks(Mat bgr, Rect box) {}

    /** Pixels at each edge of the picture in which a given box must not lie. */
    int margin() {
        return 0;
    }

    @Override
    public final void init(Mat bgr, float x, float y, float width, float height) {
        GivenBox.checkFrame(bgr);
        GivenBox.checkBox(x, y, width, height);
        before.copyFrom(state);
        begun = true;
        state.first.clear();
        beginAt(bgr, x, y, width, height);
        learnLooks(bgr, given);
    }

    @Override
    public final void correct(Mat bgr, float x, float y, float width, float height) {
        GivenBox.checkFrame(bgr);
        GivenBox.checkBox(x, y, width, height);
        before.copyFrom(state);
        begun = true;
        beginAt(bgr, x, y, width, height);
        learnLooks(bgr, given);
    }

    private void beginAt(Mat bgr, float x, float y, float width, float height) {
        fit(x, y, width, height, bgr.cols(), bgr.rows(), margin(), given);
        prepare();
        state.known = false; // until OpenCV took it
        try {
            tracker().init(bgr, given);
        } catch (CvException e) {
            throw failed("cannot begin", given, bgr, e);
        }
        state.known = true;
        state.stale = false;
        state.gone = false;
        state.columns = bgr.cols();
        state.rows = bgr.rows();
        state.quality = 1;
        state.setBox(given);
    }

    @Override
    public final void update(Mat bgr, TrackedBox out) {
        GivenBox.checkKnown(state.known);
        GivenBox.checkFrame(bgr);
        before.copyFrom(state);
        begun = true;
        boolean resized = bgr.cols() != state.columns || bgr.rows() != state.rows;
        if (state.gone) {
            state.quality = 0;
        } else if (state.stale || resized) {
            float quality = state.quality;
            beginAt(bgr, state.x, state.y, state.width, state.height);
            state.quality = quality;
        } else {
            follow(bgr);
        }
        out.setBox(state.x, state.y, state.width, state.height);
        out.quality = state.quality;
        out.peakToSidelobe = 0;
    }

    private void follow(Mat bgr) {
        boolean seen;
        try {
            seen = tracker().update(bgr, found);
        } catch (CvException e) {
            throw failed("failed", given, bgr, e);
        }
        if (!seen) {
            state.quality = 0;
            return;
        }
        state.gone = isGone(found, bgr.cols(), bgr.rows());
        if (state.gone) {
            state.quality = 0;
            return;
        }
        state.setBox(found);
        state.quality = state.first.relative(measure(bgr, found));
    }

    /** Returns whether OpenCV's tracker left the picture and cannot be asked again. */
    boolean isGone(Rect box, int columns, int rows) {
        return box.width < 1
                || box.height < 1
                || box.x >= columns
                || box.y >= rows
                || box.x + box.width <= 0
                || box.y + box.height <= 0;
    }

    private StageFailure failed(String what, Rect box, Mat bgr, CvException e) {
        return new StageFailure(
                ExitCode.FAILED,
                "--tracker %s: OpenCV %s at box %d,%d,%d,%d in a picture of %dx%d pixels: %s"
                        .formatted(
                                kind,
                                what,
                                box.x,
                                box.y,
                                box.width,
                                box.height,
                                bgr.cols(),
                                bgr.rows(),
                                oneLine(e)),
                e);
    }

    /** Returns what OpenCV says without its line breaks. */
    static String oneLine(CvException e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }

    /** Puts the nearest box into {@code out} that OpenCV's trackers can take. */
    static void fit(
            float x,
            float y,
            float width,
            float height,
            int columns,
            int rows,
            int margin,
            Rect out) {
        int least = SMALLEST_SIDE + 2 * margin;
        if (columns < least || rows < least) {
            throw new IllegalArgumentException(
                    "frame is too small: %d x %d, at least %d x %d"
                            .formatted(columns, rows, least, least));
        }
        int left = Math.clamp(Math.round(x), margin, columns - margin);
        int right = Math.clamp(Math.round(x + width), margin, columns - margin);
        int top = Math.clamp(Math.round(y), margin, rows - margin);
        int bottom = Math.clamp(Math.round(y + height), margin, rows - margin);
        out.width = Math.max(SMALLEST_SIDE, right - left);
        out.height = Math.max(SMALLEST_SIDE, bottom - top);
        // One that grew does so round its middle, as far as the picture lets it.
        out.x = Math.clamp((left + right - out.width) / 2, margin, columns - margin - out.width);
        out.y = Math.clamp((top + bottom - out.height) / 2, margin, rows - margin - out.height);
    }

    @Override
    public final void undo() {
        if (!begun) {
            return;
        }
        begun = false;
        state.copyFrom(before);
        state.stale = true;
    }

    @Override
    public void close() {
        state.known = false;
    }
}
