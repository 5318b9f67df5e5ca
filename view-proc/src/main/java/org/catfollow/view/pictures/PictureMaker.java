package org.catfollow.view.pictures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.runtime.vision.FrameMats;
import org.catfollow.runtime.vision.Overlay;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.view.live.Looks;
import org.catfollow.view.metrics.ViewCounters;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Makes pictures of one attached region, a round at a time. One thread. With no viewer a round looks at
 * no frame and waits for none.
 *
 * <p>A frame is encoded where it lies, and thrown away where the ring says afterwards that it was
 * overwritten meanwhile; what is drawn on is a copy. This is not one of the robot's loops: a picture
 * that somebody is sent is a new array of its own size, as the slowest of its receivers may need it for
 * seconds.
 */
public final class PictureMaker implements AutoCloseable {
    private static final long ROUND_NANOS = 50_000_000;

    /** Older than this is no picture of now. */
    private static final long OLD_NANOS = 5_000_000_000L;

    /** Of one frame; a standing picture could be asked for in every kind there is. */
    private static final int MOST_KEPT = 2 * Viewers.MOST_KINDS;

    private static final long FIRST_NANOS = 1_500_000_000L;

    private final Region region;
    private final Viewers viewers;
    private final Looks looks;
    private final ViewCounters counters;
    private final FrameReader reader;
    private final FrameMats mats;
    private final FrameChoice choice;
    private final MatOfByte encoded = new MatOfByte();
    private final Mat drawn = new Mat();

    /** The JPEGs of the frame encoded last, for those who come, or are free, a little later. */
    private final Map<PictureKind, byte[]> made = new HashMap<>();

    private long madeOf;

    /** Makes pictures of a region that stays attached until this is closed. */
    public PictureMaker(Region region, Viewers viewers, Looks looks, ViewCounters counters) {
        this.region = region;
        this.viewers = viewers;
        this.looks = looks;
        this.counters = counters;
        this.reader = region.frameReader();
        this.mats = new FrameMats(region.geometry().slotCount());
        this.choice = new FrameChoice(region, reader);
    }

    /** Serves those who are due with the newest picture, or waits a moment for a reason to. */
    public void round() {
        long now = System.nanoTime();
        viewers.endStuck(now);
        long until = viewers.untilDueNanos(now);
        if (until > 0) {
            viewers.await(Math.min(until, ROUND_NANOS));
            return;
        }
        long frameId = choice.choose();
        List<Viewer> ready = frameId == 0 ? List.of() : viewers.ready(frameId, now);
        if (ready.isEmpty() || !serve(frameId, ready)) {
            viewers.endWaiting(now - FIRST_NANOS, "no picture: capture gives none");
            choice.await(ROUND_NANOS);
        }
    }

    /** Returns whether there was a picture to be sent. */
    private boolean serve(long frameId, List<Viewer> ready) {
        if (reader.open(frameId) != FrameReader.Answer.OPEN) {
            counters.overwritten.increment();
            return false;
        }
        FrameDescription frame = reader.description();
        if (System.nanoTime() - frame.captureNanos > OLD_NANOS) {
            return false;
        }
        Mat inPlace = mats.of(reader.slot(), reader.pixels(), frame);
        boolean wantsNotes = ready.stream().anyMatch(Viewer::isAnnotated);
        boolean wantsDrawing = ready.stream().anyMatch(each -> !each.kind().layers().isEmpty());
        RegionReport report = wantsNotes || wantsDrawing ? looks.now(region) : null;
        String notes = wantsNotes ? FrameNotes.of(frame, choice, report) : "";
        if (madeOf != frameId || made.size() > MOST_KEPT) {
            made.clear();
            madeOf = frameId;
        }
        for (Viewer viewer : ready) {
            PictureKind kind = viewer.kind();
            if (!made.containsKey(kind)) {
                byte[] jpeg = encode(inPlace, kind, frameId, report);
                if (jpeg == null) {
                    counters.overwritten.increment();
                    return false;
                }
                made.put(kind, jpeg);
            }
        }
        for (Viewer viewer : ready) {
            Picture picture =
                    new Picture(frameId, frame.captureNanos, made.get(viewer.kind()), notes);
            counters.lost.add(viewer.offer(picture, System.nanoTime()));
            counters.sent.increment();
            counters.sentBytes.add(picture.jpeg().length);
        }
        return true;
    }

    /** Returns the JPEG, or null where the frame was overwritten meanwhile. */
    private byte[] encode(Mat inPlace, PictureKind kind, long frameId, RegionReport report) {
        long start = System.nanoTime();
        Mat source = inPlace;
        if (!kind.layers().isEmpty()) {
            if (inPlace.channels() == 3) {
                inPlace.copyTo(drawn);
            } else {
                Imgproc.cvtColor(inPlace, drawn, Imgproc.COLOR_GRAY2BGR);
            }
            if (!reader.stillValid()) {
                return null;
            }
            Overlay.draw(drawn, frameId, report, choice.track(), kind.layers());
            source = drawn;
        }
        MatOfInt settings = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, kind.quality());
        boolean done = Imgcodecs.imencode(".jpg", source, encoded, settings);
        settings.release();
        if (!done || !reader.stillValid()) {
            return null;
        }
        byte[] jpeg = encoded.toArray();
        counters.encoded.increment();
        counters.encodeNanos.add(System.nanoTime() - start);
        return jpeg;
    }

    @Override
    public void close() {
        choice.close();
        mats.close();
        reader.close();
        encoded.release();
        drawn.release();
    }
}
