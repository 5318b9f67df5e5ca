package org.catfollow.sdk.images;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;

/** The robot's live frames, by id. One thread; several frames may be open at once. */
final class RingLink implements AutoCloseable {
    private final Path file;
    private final List<Region> left = new ArrayList<>();
    private Region region;
    private FrameReader frames;
    private FrameReader checks;

    RingLink(Path file) {
        this.file = file;
    }

    /** Returns the frame of {@code ring:FRAME_ID}; throws what is wrong with it. */
    SharedImage read(String id, ImageMeta meta) {
        long frameId = frameIdOf(id);
        attach(id);
        FrameReader.Answer answer = frames.open(frameId);
        switch (answer) {
            case LAPPED -> throw notFound(id, "it has left the ring, which is at " + newest());
            case NOT_THERE -> throw notFound(id, "the ring does not have it; it is at " + newest());
            case CORRUPT ->
                    throw new ImageException(
                            ImageError.CORRUPT, "image " + id + ": its header makes no sense");
            default -> {
                return image(id, frameId, meta);
            }
        }
    }

    private static long frameIdOf(String id) {
        String digits = id.substring(SharedImages.RING_PREFIX.length());
        try {
            long frameId = Long.parseLong(digits);
            if (frameId > 0) {
                return frameId;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new ImageException(
                ImageError.BAD_ID,
                "image %s: ring: and a frame's id are wanted, a number over 0".formatted(id));
    }

    private SharedImage image(String id, long frameId, ImageMeta meta) {
        FrameDescription frame = frames.description();
        int width = frame.widthPixels;
        int height = frame.heightPixels;
        SharedImages.requireSize(id, meta, width, height);
        boolean grey = frame.format == PixelFormat.GRAY8;
        ByteBuffer pixels = frames.pixels().slice();
        SharedImage.Stored stored =
                new SharedImage.Stored(
                        pixels.asReadOnlyBuffer(),
                        frame.strideBytes,
                        grey ? 1 : 3,
                        grey ? null : ColorSpace.BGR);
        ByteBuffer rgb = PixelCopies.toRgb(stored, width, height);
        // The copy is of one frame, whatever becomes of the slot later.
        if (!frames.stillValid()) {
            throw notFound(id, "it left the ring while it was copied");
        }
        // Another reader: this one is at another frame by then.
        FrameReader reader = checks;
        BooleanSupplier whole =
                () -> reader.open(frameId) == FrameReader.Answer.OPEN && reader.stillValid();
        return SharedImage.copy(width, height, rgb, stored, whole, () -> {});
    }

    private void attach(String id) {
        if (file == null) {
            throw notFound(id, "no region is known; set " + SharedImages.REGION_VARIABLE);
        }
        if (region != null && (region.isLost() || region.isReplaced())) {
            left.add(region);
            region = null;
        }
        if (region == null) {
            if (!Files.exists(file)) {
                throw notFound(id, "no region lies at " + file + "; does the robot run?");
            }
            region = Region.attach(new RegionFiles(file), Duration.ZERO);
            frames = region.frameReader();
            checks = region.frameReader();
        }
    }

    private long newest() {
        return frames.newestFrame();
    }

    private static ImageException notFound(String id, String why) {
        return new ImageException(ImageError.NOT_FOUND, "image " + id + ": " + why);
    }

    @Override
    public void close() {
        if (region != null) {
            left.add(region);
            region = null;
        }
        left.forEach(Region::close);
        left.clear();
    }
}
