package org.catfollow.runtime.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.ring.FrameDescription;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/** A recording's pictures by the ids that they had in the ring; the last used ones are kept. One thread. */
public final class RecordedFrames implements AutoCloseable {
    /** More than a ring has slots: nobody goes further back. */
    private static final int KEPT = 48;

    private final TreeMap<Long, FrameList.Entry> entries = new TreeMap<>();
    private final Map<Long, Mat> kept = new LinkedHashMap<>();

    /**
     * Reads the list.
     *
     * @throws StageFailure (hardware) when it is no recording
     */
    public RecordedFrames(Path folder) {
        NativeLibraries.loadOpenCv();
        if (!Files.isRegularFile(folder.resolve(FrameList.NAME))) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    folder
                            + " is no recording: there is no "
                            + FrameList.NAME
                            + " in it; `cat-follow record DIR` makes one");
        }
        FrameList.read(folder).forEach(entry -> entries.put(entry.frameId(), entry));
    }

    /** Returns the ids, in order. */
    public List<Long> ids() {
        return List.copyOf(entries.keySet());
    }

    /** Returns whether the pixels of all are those that the stages saw. */
    public boolean isLossless() {
        return entries.values().stream().allMatch(FrameList.Entry::isLossless);
    }

    /** Returns whether a frame was recorded. */
    public boolean has(long frameId) {
        return entries.containsKey(frameId);
    }

    /** Fills in what the ring said of a frame that was recorded. */
    public void describe(long frameId, FrameDescription out) {
        FrameList.Entry entry = entries.get(frameId);
        out.frameId = frameId;
        out.captureNanos = entry.captureNanos();
        out.sourceIndex = entry.sourceIndex();
        out.widthPixels = entry.width();
        out.heightPixels = entry.height();
        out.strideBytes = entry.width() * PixelFormat.BGR24.bytesPerPixel();
        out.format = PixelFormat.BGR24;
    }

    /**
     * Returns the pixels of a frame that was recorded, BGR; only to be read, and valid for the next few
     * dozen calls.
     *
     * @throws StageFailure when its file is missing or damaged
     */
    public Mat pixels(long frameId) {
        Mat mat = kept.get(frameId);
        if (mat == null) {
            mat = load(entries.get(frameId));
            if (kept.size() == KEPT) {
                Long oldest = kept.keySet().iterator().next();
                kept.remove(oldest).release();
            }
            kept.put(frameId, mat);
        }
        return mat;
    }

    private static Mat load(FrameList.Entry entry) {
        Mat mat;
        if (entry.isRaw()) {
            mat = raw(entry);
        } else {
            mat = Imgcodecs.imread(entry.file().toString(), Imgcodecs.IMREAD_COLOR);
        }
        if (mat.cols() != entry.width() || mat.rows() != entry.height()) {
            mat.release();
            throw damaged(entry);
        }
        return mat;
    }

    private static Mat raw(FrameList.Entry entry) {
        try {
            byte[] bytes = Files.readAllBytes(entry.file());
            if (bytes.length != 3L * entry.width() * entry.height()) {
                throw damaged(entry);
            }
            Mat mat = new Mat(entry.height(), entry.width(), CvType.CV_8UC3);
            mat.put(0, 0, bytes);
            return mat;
        } catch (IOException e) {
            throw new StageFailure(ExitCode.FAILED, "cannot read " + entry.file() + ": " + e, e);
        }
    }

    private static StageFailure damaged(FrameList.Entry entry) {
        return new StageFailure(
                ExitCode.FAILED,
                entry.file()
                        + " is no picture of "
                        + entry.width()
                        + "x"
                        + entry.height()
                        + " pixels, as the list says; take its line out of "
                        + FrameList.NAME
                        + " to go on without it");
    }

    @Override
    public void close() {
        kept.values().forEach(Mat::release);
        kept.clear();
    }
}
