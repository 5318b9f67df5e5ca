package org.catfollow.bench.peers;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_video.Tracker;
import org.catfollow.tracker.filter.TrackedBox;
import org.catfollow.tracker.sequence.Box;
import org.catfollow.tracker.sequence.Contender;

/** One of OpenCV's trackers, out of a second OpenCV. Its boxes are whole pixels. One thread. */
final class OpenCvPeer implements Contender {
    private final PeerKind kind;
    private final Rect rectangle = new Rect();
    private Mat picture = new Mat();
    private byte[] pixels = new byte[0];
    private Tracker tracker;

    OpenCvPeer(PeerKind kind) {
        this.kind = kind;
    }

    /** Loads the second OpenCV; its threads would be an advantage that ours does not have. */
    static void load() {
        Loader.load(org.bytedeco.opencv.global.opencv_tracking.class);
        opencv_core.setNumThreads(1);
    }

    @Override
    public String name() {
        return "cv-" + kind;
    }

    @Override
    public void show(org.opencv.core.Mat bgr) {
        int length = Math.toIntExact(bgr.total() * bgr.elemSize());
        if (picture.rows() != bgr.rows() || picture.cols() != bgr.cols()) {
            picture.close();
            picture = new Mat(bgr.rows(), bgr.cols(), opencv_core.CV_8UC3);
            pixels = new byte[length];
        }
        bgr.get(0, 0, pixels);
        ByteBuffer target = picture.createBuffer();
        target.put(0, pixels, 0, length);
    }

    @Override
    public void init(Box box) {
        forget();
        tracker = kind.make();
        // As Python's binding does with a box of floats.
        rectangle.x(Math.round(box.x()));
        rectangle.y(Math.round(box.y()));
        rectangle.width(Math.round(box.width()));
        rectangle.height(Math.round(box.height()));
        tracker.init(picture, rectangle);
    }

    @Override
    public boolean update(TrackedBox out) {
        boolean found = tracker.update(picture, rectangle);
        out.setBox(rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height());
        return found;
    }

    private void forget() {
        if (tracker != null) {
            tracker.close();
            tracker = null;
        }
    }

    @Override
    public void close() {
        forget();
        picture.close();
        rectangle.close();
    }
}
