package org.catfollow.cli.algo;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.sdk.images.ColorSpace;
import org.catfollow.sdk.images.ImageMeta;
import org.catfollow.sdk.runner.ArrayPicture;
import org.catfollow.sdk.runner.Picture;
import org.catfollow.sdk.runner.PictureSource;
import org.catfollow.sdk.runner.RingPicture;
import org.catfollow.shm.images.ImageStore;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;

/** The newest frame of the live ring, each time one is asked for; as a copy, or by its id alone. */
final class LivePictures implements PictureSource {
    private static final long ROUND_NANOS = 100_000_000L;
    private static final long SILENCE_NANOS = 10_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Region region;
    private final FrameReader reader;
    private final boolean byId;
    private final BooleanSupplier asked;
    private final byte[] copy;
    private long last;

    /**
     * Makes one.
     *
     * @param region attached; stays open
     * @param byId hands on ids only, and copies nothing
     * @param asked whether to stop
     */
    LivePictures(Region region, boolean byId, BooleanSupplier asked) {
        this.region = region;
        this.byId = byId;
        this.asked = asked;
        reader = region.frameReader();
        copy = byId ? new byte[0] : new byte[(int) region.geometry().slotCapacityBytes()];
    }

    @Override
    public Optional<Picture> next() {
        long heard = System.nanoTime();
        while (!asked.getAsBoolean()) {
            boolean newer = reader.awaitNewer(last, ROUND_NANOS);
            if (region.isLost()) {
                throw new StageFailure(
                        ExitCode.REGION,
                        "region "
                                + region.files().region()
                                + " was removed or replaced; start again");
            }
            if (newer) {
                last = reader.newestFrame();
                Optional<Picture> picture = open(last);
                if (picture.isPresent()) {
                    return picture;
                }
            } else if (System.nanoTime() - heard > SILENCE_NANOS) {
                throw new StageFailure(
                        ExitCode.FAILED,
                        "no frame for 10 s in "
                                + region.files().region()
                                + "; see "
                                + region.files().launcher("logs capture"));
            }
        }
        return Optional.empty();
    }

    private Optional<Picture> open(long frameId) {
        if (reader.open(frameId) != FrameReader.Answer.OPEN) {
            return Optional.empty();
        }
        FrameDescription frame = reader.description();
        ImageMeta meta =
                new ImageMeta(
                        frame.widthPixels,
                        frame.heightPixels,
                        millis(frame.captureNanos),
                        Integer.toString(frame.cameraId),
                        ColorSpace.BGR);
        if (byId) {
            return Optional.of(new RingPicture(frameId, meta));
        }
        int channels = frame.format.bytesPerPixel();
        int row = frame.widthPixels * channels;
        for (int y = 0; y < frame.heightPixels; y++) {
            reader.pixels().get(y * frame.strideBytes, copy, y * row, row);
        }
        if (!reader.stillValid()) {
            return Optional.empty();
        }
        return Optional.of(
                new ArrayPicture(
                        "frame " + frameId,
                        meta,
                        channels,
                        ImageStore.Order.BGR,
                        ByteBuffer.wrap(copy, 0, row * frame.heightPixels)));
    }

    /** On the clock that people have. */
    private static long millis(long captureNanos) {
        long ago = System.nanoTime() - captureNanos;
        return System.currentTimeMillis() - ago / NANOS_PER_MILLI;
    }

    @Override
    public void close() {
        reader.close();
    }
}
