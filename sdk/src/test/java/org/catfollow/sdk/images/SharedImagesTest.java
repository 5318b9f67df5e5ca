package org.catfollow.sdk.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.imageio.ImageIO;
import org.catfollow.shm.images.ImageStore;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an image becomes, row by row as in the table of {@code docs/other-programs.md}, in which the
 * differences from the original interface are named.
 */
class SharedImagesTest {
    private static final int WIDTH = 4;
    private static final int HEIGHT = 2;
    private static final ImageMeta META = ImageMeta.ofSize(WIDTH, HEIGHT);
    private static final byte RED = (byte) 200;
    private static final byte GREEN = 100;
    private static final byte BLUE = 50;

    @TempDir private Path folder;

    private ImageStore store;
    private RegionFiles region;

    @BeforeEach
    void makeStore() {
        store = ImageStore.create(folder.resolve("cat-follow.images"), 4, 1 << 16);
        region = new RegionFiles(folder.resolve("cat-follow"));
    }

    @AfterEach
    void nothingIsLeased() {
        assertThat(store.leased()).isZero();
        store.close();
    }

    private SharedImages images(ImageMode mode) {
        return SharedImages.open(store.file(), region.region(), mode);
    }

    private static ByteBuffer pixels(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(WIDTH * HEIGHT * values.length);
        while (bytes.hasRemaining()) {
            for (int value : values) {
                bytes.put((byte) value);
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer jpeg(int width, int height, int type, int rgb) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, rgb);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", out);
        return ByteBuffer.wrap(out.toByteArray());
    }

    private static void assertColour(SharedImage image, int red, int green, int blue, int within) {
        assertThat(image.width()).isEqualTo(WIDTH);
        assertThat(image.height()).isEqualTo(HEIGHT);
        assertThat(image.reason()).isEmpty();
        assertThat(image.isSubstitute()).isFalse();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int at = y * image.strideBytes() + 3 * x;
                assertThat(image.pixels().get(at) & 255).isBetween(red - within, red + within);
                assertThat(image.pixels().get(at + 1) & 255)
                        .isBetween(green - within, green + within);
                assertThat(image.pixels().get(at + 2) & 255)
                        .isBetween(blue - within, blue + within);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 480", "640, 0", "-1, 480", "640, -7", "0, 0"})
    void aSizeThatIsNotPositiveGivesAnEmptyImageWithTheReasonInBothModes(int width, int height) {
        for (ImageMode mode : ImageMode.values()) {
            try (SharedImages images = images(mode);
                    SharedImage image = images.read("a", ImageMeta.ofSize(width, height))) {
                assertThat(image.isEmpty()).isTrue();
                assertThat(image.pixels().remaining()).isZero();
                assertThat(image.reason())
                        .isEqualTo(
                                "image_meta: width %d, height %d: both must be over 0"
                                        .formatted(width, height));
            }
        }
    }

    @Test
    void anArrayOfRgbIsAViewWithoutACopy() {
        store.putArray("a", WIDTH, HEIGHT, 3, ImageStore.Order.RGB, pixels(RED, GREEN, BLUE));
        try (SharedImages images = images(ImageMode.PRODUCTION);
                SharedImage image = images.read("a", META)) {
            assertColour(image, RED & 255, GREEN, BLUE, 0);
            assertThat(image.isView()).isTrue();
            assertThat(image.pixels().isDirect()).isTrue();
            assertThat(image.pixels().isReadOnly()).isTrue();
            assertThat(image.stillValid()).isTrue();
            assertThat(store.leased()).isEqualTo(1);
        }
    }

    @Test
    void anArrayOfBgrIsTurned() {
        store.putArray("a", WIDTH, HEIGHT, 3, ImageStore.Order.BGR, pixels(BLUE, GREEN, RED));
        try (SharedImages images = images(ImageMode.PRODUCTION);
                SharedImage image = images.read("a", META)) {
            assertColour(image, RED & 255, GREEN, BLUE, 0);
            assertThat(image.isView()).isFalse();
            assertThat(image.stored().colorSpace()).isEqualTo(ColorSpace.BGR);
            assertThat(image.stored().bytes().get(0)).isEqualTo(BLUE);
        }
    }

    @Test
    void anArrayOfGreyIsExpanded() {
        store.putArray("a", WIDTH, HEIGHT, 1, null, pixels(90));
        try (SharedImages images = images(ImageMode.PRODUCTION);
                SharedImage image = images.read("a", META)) {
            assertColour(image, 90, 90, 90, 0);
            assertThat(image.stored().channels()).isEqualTo(1);
        }
    }

    @Test
    void aJpegPictureIsDecoded() throws IOException {
        store.putJpeg(
                "a", WIDTH, HEIGHT, jpeg(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 0xC86432));
        try (SharedImages images = images(ImageMode.PRODUCTION);
                SharedImage image = images.read("a", META)) {
            assertColour(image, RED & 255, GREEN, BLUE, 4);
            assertThat(image.stored()).isNull();
        }
    }

    @Test
    void aJpegPictureOfGreyIsExpanded() throws IOException {
        store.putJpeg(
                "a", WIDTH, HEIGHT, jpeg(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY, 0x5A5A5A));
        try (SharedImages images = images(ImageMode.PRODUCTION);
                SharedImage image = images.read("a", META)) {
            int grey = image.pixels().get(0) & 255;
            assertColour(image, grey, grey, grey, 0);
        }
    }

    private void assertMissing(String id, ImageMeta meta, ImageError code, String said) {
        try (SharedImages images = images(ImageMode.PRODUCTION)) {
            assertThatThrownBy(() -> images.read(id, meta))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(code))
                    .hasMessageContaining(said);
        }
        try (SharedImages images = images(ImageMode.DEVELOPMENT);
                SharedImage image = images.read(id, meta)) {
            assertThat(image.isSubstitute()).isTrue();
            assertThat(image.reason()).startsWith(code.name()).contains(said);
            assertThat(image.pixels())
                    .isEqualTo(ByteBuffer.allocate(meta.width() * meta.height() * 3));
        }
    }

    @Test
    void aMissingImageIsAnErrorInProductionAndZeroesThatSaySoInDevelopment() {
        assertMissing("b", META, ImageError.NOT_FOUND, "does not have it");
        assertMissing("", META, ImageError.BAD_ID, "shared_mem_id is empty");
        assertMissing(null, META, ImageError.BAD_ID, "shared_mem_id is empty");
        assertMissing("ring:x", META, ImageError.BAD_ID, "a number over 0");
        assertMissing("ring:7", META, ImageError.NOT_FOUND, "does the robot run?");
    }

    @Test
    void bytesThatDoNotDecodeAreAnErrorInProductionAndZeroesThatSaySoInDevelopment()
            throws IOException {
        ByteBuffer whole = jpeg(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 0xC86432);
        store.putJpeg(
                "text",
                WIDTH,
                HEIGHT,
                ByteBuffer.wrap("no picture".getBytes(StandardCharsets.UTF_8)));
        store.putJpeg("cut", WIDTH, HEIGHT, whole.duplicate().limit(30));
        ByteBuffer large = jpeg(64, 64, BufferedImage.TYPE_INT_RGB, 0xC86432);
        store.putJpeg("scan", 64, 64, large.duplicate().limit(large.limit() - 20));
        store.putJpeg("other", WIDTH, HEIGHT, jpeg(8, 8, BufferedImage.TYPE_INT_RGB, 0));
        assertMissing("text", META, ImageError.CORRUPT, "no JPEG picture that decodes");
        assertMissing("cut", META, ImageError.CORRUPT, "no JPEG picture that decodes");
        assertMissing(
                "scan",
                ImageMeta.ofSize(64, 64),
                ImageError.CORRUPT,
                "no JPEG picture that decodes");
        assertMissing("other", META, ImageError.CORRUPT, "says 4x2, the JPEG picture is 8x8");
        store.putArray("array", WIDTH, HEIGHT, 3, ImageStore.Order.RGB, pixels(1, 2, 3));
        assertMissing("array", ImageMeta.ofSize(2, 2), ImageError.CORRUPT, "says 2x2, it is 4x2");
    }

    @Test
    void aSizeBeyondAllImagesIsAnErrorInBothModes() {
        for (ImageMode mode : ImageMode.values()) {
            try (SharedImages images = images(mode)) {
                assertThatThrownBy(() -> images.read("a", ImageMeta.ofSize(65_536, 1)))
                        .isInstanceOf(ImageException.class)
                        .hasMessageContaining("65536x1");
                assertThatThrownBy(() -> images.read("a", ImageMeta.ofSize(40_000, 40_000)))
                        .isInstanceOf(ImageException.class);
            }
        }
    }

    @Test
    void aLiveFrameIsReadByItsIdUntilItLeavesTheRing() {
        RegionCreator.createIfMissing(region, new Geometry(4, 64, 64), Duration.ofSeconds(1));
        try (Region robot = Region.attach(region, Duration.ofSeconds(1));
                RoleClaim capture = robot.claim(Role.CAPTURE);
                SharedImages images = images(ImageMode.PRODUCTION)) {
            FrameWriter frames = capture.frameWriter();
            write(frames);
            try (SharedImage image = images.read("ring:1", META)) {
                assertColour(image, RED & 255, GREEN, BLUE, 0);
                assertThat(image.stored().bytes().get(0)).isEqualTo(BLUE);
                assertThat(image.stillValid()).isTrue();
                for (int i = 0; i < 4; i++) {
                    write(frames);
                }
                assertThat(image.stillValid()).as("what was stored is another frame").isFalse();
                assertColour(image, RED & 255, GREEN, BLUE, 0);
            }
            assertThatThrownBy(() -> images.read("ring:1", META))
                    .hasMessage("image ring:1: it has left the ring, which is at 5");
            assertThatThrownBy(() -> images.read("ring:9", META))
                    .hasMessage("image ring:9: the ring does not have it; it is at 5");
            assertThatThrownBy(() -> images.read("ring:5", ImageMeta.ofSize(3, 3)))
                    .hasMessageContaining("image_meta says 3x3, it is 4x2");
        }
    }

    private static void write(FrameWriter frames) {
        frames.claim();
        // Rows with a gap, as a camera may have them.
        int stride = WIDTH * 3 + 4;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                frames.pixels().put(y * stride + 3 * x, BLUE);
                frames.pixels().put(y * stride + 3 * x + 1, GREEN);
                frames.pixels().put(y * stride + 3 * x + 2, RED);
            }
        }
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = WIDTH;
        frame.heightPixels = HEIGHT;
        frame.strideBytes = stride;
        frames.commit(frame);
    }

    @Test
    void aCopyOfALiveFrameCountsWhateverBecomesOfTheFrame() {
        RegionCreator.createIfMissing(region, new Geometry(4, 64, 64), Duration.ofSeconds(1));
        try (Region robot = Region.attach(region, Duration.ofSeconds(1));
                RoleClaim capture = robot.claim(Role.CAPTURE);
                SharedImages images = images(ImageMode.PRODUCTION)) {
            FrameWriter frames = capture.frameWriter();
            write(frames);
            SharedImage image = images.read("ring:1", META);
            for (int i = 0; i < 4; i++) {
                write(frames);
            }
            assertThat(image.stillValid()).isTrue();
        }
    }

    @Test
    void givesBackWhatWasForgotten() {
        store.putArray("a", WIDTH, HEIGHT, 1, null, pixels(90));
        try (SharedImages images = images(ImageMode.PRODUCTION)) {
            SharedImage forgotten = images.read("a", META);
            assertThat(store.leased()).isEqualTo(1);
            images.releaseAll();
            assertThat(store.leased()).isZero();
            forgotten.close();
        }
    }

    @Test
    void asksTheStoreThatHasTakenThePlaceOfAnother() {
        store.putArray("a", WIDTH, HEIGHT, 3, ImageStore.Order.RGB, pixels(1, 2, 3));
        try (SharedImages images = images(ImageMode.PRODUCTION);
                SharedImage before = images.read("a", META)) {
            store.close();
            store = ImageStore.create(folder.resolve("cat-follow.images"), 4, 1 << 16);
            store.putArray("b", WIDTH, HEIGHT, 3, ImageStore.Order.RGB, pixels(4, 5, 6));
            try (SharedImage after = images.read("b", META)) {
                assertColour(after, 4, 5, 6, 0);
                assertColour(before, 1, 2, 3, 0);
            }
        }
    }

    @Test
    void anImageOfTheSameKeyOfARunnerThatWasKilledIsNotTakenForTheNextOnes() throws IOException {
        Path file = folder.resolve("cat-follow.images");
        store.putArray("img-0", WIDTH, HEIGHT, 3, ImageStore.Order.RGB, pixels(1, 2, 3));
        try (SharedImages images = images(ImageMode.PRODUCTION)) {
            images.read("img-0", META).close();
            // As after SIGKILL: nothing was taken away.
            Path kept = Files.move(file, folder.resolve("kept"));
            store.close();
            Files.move(kept, file);
            store = ImageStore.create(file, 4, 1 << 16);
            store.putArray("img-0", WIDTH, HEIGHT, 3, ImageStore.Order.RGB, pixels(4, 5, 6));
            try (SharedImage next = images.read("img-0", META)) {
                assertColour(next, 4, 5, 6, 0);
            }
        }
    }

    @Test
    void theEnvironmentSaysWhereAndHow() {
        Map<String, String> said =
                Map.of(
                        SharedImages.STORE_VARIABLE,
                        store.file().toString(),
                        SharedImages.MODE_VARIABLE,
                        "development");
        try (SharedImages images = SharedImages.fromEnvironment(said);
                SharedImage image = images.read("none", META)) {
            assertThat(image.isSubstitute()).isTrue();
        }
        try (SharedImages images = SharedImages.fromEnvironment(Map.of())) {
            assertThatThrownBy(() -> images.read("none", META))
                    .hasMessageContaining("no image store is known; set CAT_FOLLOW_IMAGES");
        }
        assertThatThrownBy(
                        () ->
                                SharedImages.fromEnvironment(
                                        Map.of(SharedImages.MODE_VARIABLE, "fast")))
                .hasMessage("CAT_FOLLOW_ALGO_MODE is production or development, not 'fast'");
    }
}
