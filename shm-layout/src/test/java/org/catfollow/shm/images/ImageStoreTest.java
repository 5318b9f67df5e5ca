package org.catfollow.shm.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.catfollow.shm.ChildJvm;
import org.catfollow.shm.layout.ImageStoreLayout;
import org.catfollow.shm.region.RegionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images under keys, and leases that keep them as they are. */
class ImageStoreTest {
    private static final int SLOTS = 3;
    private static final int WIDTH = 40;
    private static final int HEIGHT = 20;
    private static final int BYTES = WIDTH * HEIGHT * 3;

    @TempDir private Path folder;

    private Path file;
    private ImageStore store;

    @BeforeEach
    void makeStore() {
        file = folder.resolve("cat-follow.images");
        store = ImageStore.create(file, SLOTS, BYTES);
    }

    @AfterEach
    void leavesNothing() throws IOException {
        store.close();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static ByteBuffer of(int value) {
        byte[] bytes = new byte[BYTES];
        Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    private int put(String key, int value) {
        return store.putArray(key, WIDTH, HEIGHT, 3, ImageStore.Order.RGB, of(value));
    }

    private static void assertAll(ImageLease lease, int value) {
        assertThat(lease.bytes()).isEqualTo(of(value));
    }

    @Test
    void isFoundByItsKeyAsItWasPut() throws IOException {
        put("one", 1);
        store.putArray("grey", WIDTH, HEIGHT, 1, null, of(2).limit(WIDTH * HEIGHT));
        store.putJpeg("file", 640, 480, ByteBuffer.wrap(new byte[] {7, 8, 9}));
        try (ImageStoreReader reader = ImageStoreReader.open(file);
                ImageLease one = reader.lease("one").orElseThrow();
                ImageLease grey = reader.lease("grey").orElseThrow();
                ImageLease jpeg = reader.lease("file").orElseThrow()) {
            assertAll(one, 1);
            assertThat(one.bytes().isReadOnly()).isTrue();
            assertThat(one.image())
                    .isEqualTo(StoredImage.array(WIDTH, HEIGHT, 3, ImageStore.Order.RGB));
            assertThat(grey.image().channels()).isEqualTo(1);
            assertThat(grey.bytes().remaining()).isEqualTo(WIDTH * HEIGHT);
            assertThat(jpeg.image()).isEqualTo(StoredImage.jpeg(640, 480, 3));
            assertThat(jpeg.bytes().get(2)).isEqualTo((byte) 9);
            assertThat(reader.lease("none")).isEmpty();
            assertThat(store.leased()).isEqualTo(3);
        }
        assertThat(store.leased()).isZero();
        assertThat(store.used()).isEqualTo(3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void makesRoomByTheOldestThatNobodyLeases() {
        put("a", 1);
        put("b", 2);
        put("c", 3);
        try (ImageStoreReader reader = ImageStoreReader.open(file);
                ImageLease a = reader.lease("a").orElseThrow()) {
            put("d", 4);
            assertThat(reader.lease("b")).isEmpty();
            assertAll(a, 1);
            put("e", 5);
            assertThat(reader.lease("c")).isEmpty();
            assertAll(a, 1);
            assertThat(reader.lease("d")).isPresent();
        }
    }

    @Test
    void refusesWhatFindsNoSlot() {
        try (ImageStoreReader reader = ImageStoreReader.open(file)) {
            List<ImageLease> leases = new ArrayList<>();
            for (String key : List.of("a", "b", "c")) {
                put(key, 1);
                leases.add(reader.lease(key).orElseThrow());
            }
            assertThatThrownBy(() -> put("d", 4))
                    .isInstanceOf(ImageStoreFullException.class)
                    .hasMessageContaining("readers lease all 3 slots");
            leases.get(1).close();
            assertThat(put("d", 4)).isEqualTo(1);
        }
        ByteBuffer large = ByteBuffer.allocate((int) store.slotBytes() + 1);
        assertThatThrownBy(() -> store.putJpeg("large", 1, 1, large))
                .isInstanceOf(ImageStoreFullException.class)
                .hasMessageContaining("make the store with larger slots");
    }

    @Test
    void anImageThatIsTakenAwayStaysForWhoLeasesIt() {
        put("a", 1);
        try (ImageStoreReader reader = ImageStoreReader.open(file)) {
            try (ImageLease lease = reader.lease("a").orElseThrow()) {
                assertThat(store.remove("a")).isFalse();
                assertThat(reader.lease("a")).isEmpty();
                put("b", 2);
                put("c", 3);
                assertAll(lease, 1);
                assertThat(store.used()).isEqualTo(3);
            }
            assertThat(store.used()).isEqualTo(2);
            assertThat(store.remove("b")).isTrue();
            assertThat(store.used()).isEqualTo(1);
            assertThat(store.remove("nothing")).isFalse();
        }
    }

    @Test
    void anImagePutAnewIsAnotherForThoseWhoComeLater() {
        put("a", 1);
        try (ImageStoreReader reader = ImageStoreReader.open(file);
                ImageLease before = reader.lease("a").orElseThrow()) {
            put("a", 2);
            try (ImageLease after = reader.lease("a").orElseThrow()) {
                assertAll(before, 1);
                assertAll(after, 2);
            }
        }
    }

    @Test
    void twoLeasesOfOneReaderEndOneByOne() {
        put("a", 1);
        try (ImageStoreReader reader = ImageStoreReader.open(file)) {
            ImageLease first = reader.lease("a").orElseThrow();
            ImageLease second = reader.lease("a").orElseThrow();
            first.close();
            first.close();
            assertThat(store.leased()).isEqualTo(1);
            second.close();
            assertThat(store.leased()).isZero();
        }
    }

    @Test
    void whatAKilledReaderLeasedIsFree() throws IOException, InterruptedException {
        put("a", 1);
        try (ChildJvm child = ChildJvm.start("lease", file.toString(), "a")) {
            assertThat(child.line()).isEqualTo("leased 1");
            assertThat(store.leased()).isEqualTo(1);
            for (String key : List.of("b", "c", "d", "e")) {
                put(key, 2);
            }
            child.proceed();
            assertThat(child.line()).isEqualTo("still 1");
        }
        try (ChildJvm child = ChildJvm.start("lease", file.toString(), "e")) {
            assertThat(child.line()).isEqualTo("leased 2");
            child.kill();
        }
        assertThat(store.leased()).isZero();
        assertThat(store.remove("e")).isTrue();
    }

    @Test
    void aLeaseNeverShowsTwoImages() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<String> wrong = new AtomicReference<>();
        Thread looking =
                new Thread(
                        () -> {
                            int seen = 0;
                            try (ImageStoreReader reader = ImageStoreReader.open(file)) {
                                while (!done.get() || seen < 100) {
                                    int asked = seen % 5;
                                    Optional<ImageLease> lease = reader.lease("k" + asked);
                                    if (lease.isPresent()) {
                                        seen++;
                                        String said = mixed(lease.get(), asked);
                                        if (said != null) {
                                            wrong.set(said);
                                        }
                                        lease.get().close();
                                    }
                                }
                            }
                        });
        for (int key = 0; key < 5; key++) {
            put("k" + key, key);
        }
        looking.start();
        for (int i = 0; i < 20_000; i++) {
            put("k" + i % 5, i % 5);
        }
        done.set(true);
        // The reader wants some that stay.
        while (looking.isAlive()) {
            for (int key = 0; key < 5; key++) {
                put("k" + key, key);
            }
        }
        looking.join();
        assertThat(wrong.get()).isNull();
    }

    private static String mixed(ImageLease lease, int wanted) {
        for (int i = 0; i < BYTES; i += 97) {
            if (lease.bytes().get(i) != wanted) {
                return lease.bytes().get(i) + " under the key of " + wanted;
            }
        }
        return null;
    }

    @Test
    void hasOneOwner() {
        assertThatThrownBy(() -> ImageStore.create(file, 1, 1))
                .isInstanceOf(RegionException.class)
                .hasMessageContaining("another runner owns it");
    }

    @Test
    void takesThePlaceOfOneThatWasLeftBehind() throws IOException {
        Path other = folder.resolve("other.images");
        Files.writeString(other, "left by a runner that was killed");
        try (ImageStore next = ImageStore.create(other, 1, 100)) {
            next.putJpeg("a", 1, 1, ByteBuffer.wrap(new byte[] {1}));
            try (ImageStoreReader reader = ImageStoreReader.open(other)) {
                assertThat(reader.isReplaced()).isFalse();
                assertThat(reader.lease("a")).isPresent();
            }
        }
        assertThat(other).doesNotExist();
    }

    @Test
    void readersOfAKilledRunnerHoldNothingOfTheNext() throws IOException, InterruptedException {
        Path other = folder.resolve("other.images");
        try (ChildJvm runner = ChildJvm.start("own", other.toString())) {
            assertThat(runner.line()).isEqualTo("owned");
            try (ImageStoreReader reader = ImageStoreReader.open(other);
                    ImageLease lease = reader.lease("a").orElseThrow()) {
                runner.kill();
                try (ImageStore next = ImageStore.create(other, 1, 100)) {
                    next.putJpeg("a", 1, 1, ByteBuffer.wrap(new byte[] {8}));
                    assertThat(next.leased()).isZero();
                    assertThat(lease.bytes().get(0)).isEqualTo((byte) 7);
                    assertThat(reader.isReplaced()).isTrue();
                }
            }
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertThatThrownBy(() -> ImageStoreReader.open(folder.resolve("none")))
                .hasMessageContaining("no such file; does its runner run?");
        Path short1 = folder.resolve("short");
        Files.write(short1, new byte[10]);
        assertThatThrownBy(() -> ImageStoreReader.open(short1)).hasMessageContaining("of 10 bytes");
        Files.delete(short1);
        assertThat(openWith(ImageStoreLayout.MAGIC, 1)).contains("it is none");
        assertThat(openWith(ImageStoreLayout.LAYOUT_VERSION, 9))
                .contains("layout version expected=1 actual=9");
        assertThat(openWith(ImageStoreLayout.SLOT_BYTES, 9)).contains("checksum expected=");
        assertThat(openWith(ImageStoreLayout.BOOT_ID, 9)).contains("checksum expected=");
    }

    /** Returns what a reader says of the store with one byte changed, which is put right again. */
    private String openWith(int at, int value) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int before = bytes.read();
            bytes.seek(at);
            bytes.write(value);
            try {
                ImageStoreReader.open(file).close();
                return "";
            } catch (RegionException e) {
                return e.getMessage();
            } finally {
                bytes.seek(at);
                bytes.write(before);
            }
        }
    }

    @Test
    void doesNotBelieveAHeaderThatMakesNoSense() throws IOException {
        int slot = put("a", 1);
        try (ImageStoreReader reader = ImageStoreReader.open(file);
                RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(ImageStoreLayout.header(slot) + ImageStoreLayout.STRIDE_BYTES);
            bytes.write(1);
            assertThatThrownBy(() -> reader.lease("a"))
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("makes no sense: stride 1 in");
            assertThat(store.leased()).isZero();
        }
    }

    @Test
    void refusesKeysAndSizesThatCannotBe() {
        assertThatThrownBy(() -> put("", 1)).hasMessageContaining("a key has 1 to 128 bytes");
        assertThatThrownBy(() -> put("x".repeat(129), 1)).hasMessageContaining("not 129");
        assertThatThrownBy(() -> store.putArray("a", 0, 1, 3, null, of(1)))
                .hasMessage("an image has a size, not 0x1");
        assertThatThrownBy(() -> store.putArray("a", 1, 1, 2, null, of(1)))
                .hasMessage("channels must be 1 or 3, not 2");
        assertThatThrownBy(() -> store.putArray("a", 2, 2, 3, null, of(1)))
                .hasMessageContaining("are 12 bytes, not 2400");
        assertThatThrownBy(() -> ImageStore.create(folder.resolve("x"), 0, 1))
                .hasMessageContaining("not 0 of 1");
    }
}
