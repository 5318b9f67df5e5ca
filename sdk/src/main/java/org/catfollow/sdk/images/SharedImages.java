package org.catfollow.sdk.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.catfollow.shm.images.ImageLease;
import org.catfollow.shm.images.ImageStore;
import org.catfollow.shm.images.StoredImage;
import org.catfollow.shm.layout.ImageStoreLayout;
import org.catfollow.shm.region.RegionException;

/**
 * Images by id: those that the runner has put into its store, and live frames of the robot ({@code
 * ring:FRAME_ID}).
 *
 * <pre>{@code
 * try (SharedImages images = SharedImages.fromEnvironment();
 *         SharedImage image = images.read(sharedMemId, imageMeta)) {
 *     use(image.pixels(), image.strideBytes());
 *     if (image.stillValid()) {
 *         keep the result
 *     }
 * }
 * }</pre>
 *
 * <p>One thread. Store and region are opened when they are first asked for, and anew when others lie in
 * their place.
 */
public final class SharedImages implements AutoCloseable {
    /** Names the store's file to an algorithm. */
    public static final String STORE_VARIABLE = "CAT_FOLLOW_IMAGES";

    /** Names the region's file to an algorithm. */
    public static final String REGION_VARIABLE = "CAT_FOLLOW_REGION";

    /** {@code development} or {@code production}. */
    public static final String MODE_VARIABLE = "CAT_FOLLOW_ALGO_MODE";

    /** What an id of a live frame begins with. */
    public static final String RING_PREFIX = "ring:";

    /** Largest side of an image, pixels: what a JPEG file can have. */
    public static final int LARGEST_SIDE = 65_535;

    /** Most pixels of an image: what one array of three bytes each can hold. */
    private static final long MOST_PIXELS = Integer.MAX_VALUE / 3;

    private final StoreLink store;
    private final RingLink ring;
    private final ImageMode mode;
    private final List<SharedImage> open = new ArrayList<>();

    private SharedImages(Path store, Path region, ImageMode mode) {
        this.store = new StoreLink(store);
        this.ring = new RingLink(region);
        this.mode = mode;
    }

    /**
     * Makes a reader.
     *
     * @param store file of the runner's store; null: there is none
     * @param region file of the robot's region; null: there is none
     * @param mode what an image that is missing or broken becomes
     */
    public static SharedImages open(Path store, Path region, ImageMode mode) {
        return new SharedImages(store, region, mode);
    }

    /**
     * Makes the reader that the runner has described in the environment.
     *
     * @throws IllegalArgumentException for a mode that is none
     */
    public static SharedImages fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    static SharedImages fromEnvironment(Map<String, String> environment) {
        String mode = environment.getOrDefault(MODE_VARIABLE, "production");
        return open(
                path(environment.get(STORE_VARIABLE)),
                path(environment.get(REGION_VARIABLE)),
                switch (mode.toLowerCase(Locale.ROOT)) {
                    case "production" -> ImageMode.PRODUCTION;
                    case "development" -> ImageMode.DEVELOPMENT;
                    default ->
                            throw new IllegalArgumentException(
                                    "%s is production or development, not '%s'"
                                            .formatted(MODE_VARIABLE, mode));
                });
    }

    private static Path path(String name) {
        return name == null || name.isEmpty() ? null : Path.of(name);
    }

    /**
     * Reads an image.
     *
     * @param sharedMemId key in the store, or {@code ring:} and a frame's id
     * @param meta what is known of it; its size counts
     * @return it; empty, with the reason, where the size is not positive; in development mode zeroes,
     *     with the reason, where it is missing or broken
     * @throws ImageException in production, where it is missing or broken; in both, where the size is
     *     beyond all images
     * @throws RegionException when store or region are there and cannot be used
     */
    public SharedImage read(String sharedMemId, ImageMeta meta) {
        if (meta.width() <= 0 || meta.height() <= 0) {
            return SharedImage.empty(
                    "image_meta: width %d, height %d: both must be over 0"
                            .formatted(meta.width(), meta.height()));
        }
        if (meta.width() > LARGEST_SIDE
                || meta.height() > LARGEST_SIDE
                || (long) meta.width() * meta.height() > MOST_PIXELS) {
            throw new ImageException(
                    ImageError.TOO_LARGE,
                    "image_meta: %dx%d pixels are more than an image may have"
                            .formatted(meta.width(), meta.height()));
        }
        try {
            SharedImage image = find(sharedMemId, meta);
            open.removeIf(SharedImage::isClosed);
            open.add(image);
            return image;
        } catch (ImageException e) {
            if (mode == ImageMode.PRODUCTION) {
                throw e;
            }
            return SharedImage.substitute(meta, e.code() + ": " + e.getMessage());
        }
    }

    private SharedImage find(String id, ImageMeta meta) {
        if (id == null || id.isBlank()) {
            throw new ImageException(ImageError.BAD_ID, "shared_mem_id is empty");
        }
        return id.startsWith(RING_PREFIX) ? ring.read(id, meta) : stored(id, meta);
    }

    private SharedImage stored(String id, ImageMeta meta) {
        ImageLease lease = store.lease(id);
        boolean done = false;
        try {
            SharedImage image = decode(lease, id, meta);
            done = true;
            return image;
        } finally {
            if (!done) {
                lease.close();
            }
        }
    }

    private static SharedImage decode(ImageLease lease, String id, ImageMeta meta) {
        StoredImage image = lease.image();
        if (image.encoding() == ImageStoreLayout.JPEG) {
            return SharedImage.copy(
                    meta.width(),
                    meta.height(),
                    JpegDecoder.decode(lease.bytes(), id, meta),
                    null,
                    () -> true,
                    lease::close);
        }
        requireSize(id, meta, image.widthPixels(), image.heightPixels());
        SharedImage.Stored stored =
                new SharedImage.Stored(
                        lease.bytes(), image.strideBytes(), image.channels(), orderOf(image));
        if (stored.colorSpace() == ColorSpace.RGB) {
            return SharedImage.view(meta.width(), meta.height(), stored, () -> true, lease::close);
        }
        return SharedImage.copy(
                meta.width(),
                meta.height(),
                PixelCopies.toRgb(stored, meta.width(), meta.height()),
                stored,
                () -> true,
                lease::close);
    }

    private static ColorSpace orderOf(StoredImage image) {
        if (image.channels() == 1) {
            return null;
        }
        return image.order() == ImageStore.Order.RGB ? ColorSpace.RGB : ColorSpace.BGR;
    }

    static void requireSize(String id, ImageMeta meta, int width, int height) {
        if (width != meta.width() || height != meta.height()) {
            throw new ImageException(
                    ImageError.CORRUPT,
                    "image %s: image_meta says %dx%d, it is %dx%d"
                            .formatted(id, meta.width(), meta.height(), width, height));
        }
    }

    /** Closes all that was read and is open still: for who hands images to code that may forget to. */
    public void releaseAll() {
        open.forEach(SharedImage::close);
        open.clear();
    }

    @Override
    public void close() {
        releaseAll();
        store.close();
        ring.close();
    }
}
