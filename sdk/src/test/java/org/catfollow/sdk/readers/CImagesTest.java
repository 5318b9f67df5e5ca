package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.catfollow.shm.images.ImageStore;
import org.catfollow.shm.layout.ImageStoreLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code catfollow.h} reads what the runner's own store holds, and leases it as a reader in Java does. */
class CImagesTest {
    @TempDir static Path compiled;

    private static Path spokenTo;

    @TempDir private Path folder;

    private ImageStore store;
    private CProgram program;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        spokenTo =
                Gcc.compile(
                        "gcc",
                        Gcc.SDK.resolve("src/test/c/spoken_to.c"),
                        compiled.resolve("spoken_to"),
                        "-std=c11",
                        "-O2",
                        "-fsanitize=undefined",
                        "-fno-sanitize-recover");
    }

    @BeforeEach
    void start() throws IOException {
        store = ImageStore.create(folder.resolve("cat-follow.images"), 2, 4096);
        program = new CProgram(spokenTo);
        assertThat(program.ask("images " + store.file())).isEqualTo("OK");
    }

    @AfterEach
    void end() throws IOException {
        program.close();
        store.close();
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        Arrays.stream(values).forEach(value -> bytes.put((byte) value));
        return bytes.flip();
    }

    /** Puts a grey image of 5x3 pixels, all of one value. */
    private int putGrey(String key, int value) {
        int[] values = new int[15];
        Arrays.fill(values, value);
        return store.putArray(key, 5, 3, 1, null, bytes(values));
    }

    private static String grey(int value) {
        String row =
                Arrays.stream(new int[5])
                        .mapToObj(i -> "" + value)
                        .collect(Collectors.joining(","));
        return "2 5x3 1 5 0 15 " + row + " " + row + " " + row;
    }

    private void write(long at, byte... data) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(store.file().toFile(), "rw")) {
            file.seek(at);
            file.write(data);
        }
    }

    private void writeInt(long at, int value) throws IOException {
        write(at, ByteBuffer.allocate(4).putInt(Integer.reverseBytes(value)).array());
    }

    @Test
    void imagesOfEveryKindAreSeenAsTheyAreStored() throws IOException {
        store.putArray("rgb", 1, 2, 3, ImageStore.Order.RGB, bytes(1, 2, 3, 4, 5, 6));
        assertThat(program.ask("lease rgb")).isEqualTo("OK");
        assertThat(program.ask("image")).isEqualTo("2 1x2 3 3 1 6 1,2,3,4,5 6");
        assertThat(store.leased()).isEqualTo(1);
        assertThat(program.ask("release")).isEqualTo("released");
        assertThat(store.leased()).isZero();
        store.putArray("bgr", 2, 1, 3, ImageStore.Order.BGR, bytes(6, 5, 4, 3, 2, 1));
        assertThat(program.ask("lease bgr")).isEqualTo("OK");
        assertThat(program.ask("image")).isEqualTo("2 2x1 3 6 2 6 6,5,4,3,2 1");
        program.ask("release");
        String longest = "ä".repeat(ImageStoreLayout.LONGEST_KEY / 2);
        store.putJpeg(longest, 20, 10, bytes(255, 216, 7));
        assertThat(program.ask("lease " + longest)).isEqualTo("OK");
        assertThat(program.ask("image")).isEqualTo("1 20x10 0 0 0 3 255,216,7");
    }

    @Test
    void whatItLeasesStaysUntilItIsReleased() throws IOException {
        putGrey("a", 1);
        assertThat(program.ask("lease a")).isEqualTo("OK");
        assertThat(store.remove("a")).isFalse();
        for (int i = 2; i < 6; i++) {
            putGrey("b" + i, i);
        }
        assertThat(program.ask("image")).isEqualTo(grey(1));
        assertThat(store.used()).isEqualTo(2);
        program.ask("release");
        assertThat(store.used()).isEqualTo(1);
        assertThat(program.ask("lease b5")).isEqualTo("OK");
        assertThat(program.ask("image")).isEqualTo(grey(5));
    }

    @Test
    void oneThatIsKilledLeasesNothing() throws IOException {
        putGrey("a", 1);
        program.ask("lease a");
        assertThat(store.leased()).isEqualTo(1);
        ProcessHandle killed = ProcessHandle.of(program.pid()).orElseThrow();
        killed.destroyForcibly();
        killed.onExit().join();
        assertThat(store.leased()).isZero();
    }

    @Test
    void aForkedChildNeitherEndsNorKeepsALease() throws IOException {
        putGrey("a", 1);
        program.ask("lease a");
        ProcessHandle child = forked();
        try {
            assertThat(store.leased()).isEqualTo(1);
            program.ask("release");
            assertThat(store.leased()).isZero();
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void aForkedChildThatHasReleasedKeepsNothingOfAParentThatIsKilled() throws IOException {
        putGrey("a", 1);
        program.ask("lease a");
        ProcessHandle child = forked();
        try {
            ProcessHandle killed = ProcessHandle.of(program.pid()).orElseThrow();
            killed.destroyForcibly();
            killed.onExit().join();
            assertThat(child.isAlive()).isTrue();
            assertThat(store.leased()).isZero();
        } finally {
            child.destroyForcibly();
        }
    }

    /** Returns a child of the program that has released what it has of its parent's. */
    private ProcessHandle forked() throws IOException {
        String[] forked = program.ask("fork").split(" ");
        assertThat(forked[1]).as("the child has released").isEqualTo("1");
        return ProcessHandle.of(Long.parseLong(forked[0])).orElseThrow();
    }

    @Test
    void aStoreThatHasTakenThePlaceOfAnotherIsSaidAndThenOpened() throws IOException {
        Path file = store.file();
        putGrey("img-0", 1);
        assertThat(program.ask("lease img-0")).isEqualTo("OK");
        program.ask("release");
        // As after SIGKILL: nothing was taken away, and the next run has the same keys.
        Path kept = Files.move(file, folder.resolve("kept"));
        assertThat(program.ask("lease img-0"))
                .startsWith("NOT_FOUND there is no image store at " + file + " any more");
        store.close();
        Files.move(kept, file);
        store = ImageStore.create(file, 2, 4096);
        putGrey("img-0", 9);
        assertThat(program.ask("lease img-0"))
                .startsWith("NOT_FOUND another image store lies at " + file + " by now");
        assertThat(program.ask("reopen")).isEqualTo("OK");
        assertThat(program.ask("lease img-0")).isEqualTo("OK");
        assertThat(program.ask("image")).isEqualTo(grey(9));
    }

    @Test
    void whatIsCutShortOrNotOpenIsSaid() throws IOException {
        putGrey("a", 1);
        try (RandomAccessFile file = new RandomAccessFile(store.file().toFile(), "rw")) {
            long bytes = file.length();
            file.setLength(bytes - 4096);
            assertThat(program.ask("lease a")).startsWith("STORE").contains("file length expected");
            file.setLength(bytes);
        }
        assertThat(program.ask("lease a")).isEqualTo("OK");
        program.ask("release");
        assertThat(program.ask("images " + folder)).startsWith("STORE");
        assertThat(program.ask("lease a")).isEqualTo("STORE no image store is open");
    }

    @Test
    void aProgramWithAKeyOfItsOwnCompilesWithoutAWarning() throws Exception {
        String text =
                """
                #include "catfollow.h"
                int main(void)
                {
                    static struct catfollow_images images;
                    struct catfollow_image image;
                    if (catfollow_images_open(&images, NULL) != CATFOLLOW_IMAGE_LEASED ||
                        catfollow_image_lease(&images, "img-0", &image) != CATFOLLOW_IMAGE_LEASED) {
                        return 1;
                    }
                    catfollow_image_release(&image);
                    return 0;
                }
                """;
        Path source = Files.writeString(compiled.resolve("own.c"), text);
        for (String flag : new String[] {"-O0", "-O2", "-O3"}) {
            Gcc.compile("gcc", source, compiled.resolve("own"), "-std=c11", flag);
            Gcc.compile("g++", source, compiled.resolve("own"), "-x", "c++", "-std=c++11", flag);
        }
    }

    @Test
    void aKeyThatIsNotThereIsSaid() throws IOException {
        int slot = putGrey("abc", 1);
        for (String key : new String[] {"ab", "abcd", "x", "k".repeat(128)}) {
            assertThat(program.ask("lease " + key))
                    .isEqualTo("NOT_FOUND there is no image '" + key + "' in " + store.file());
        }
        assertThat(program.ask("lease a\tb")).contains("no image 'a?b'");
        assertThat(program.ask("lease " + "k".repeat(129)))
                .isEqualTo("NOT_FOUND a key has 1 to 128 bytes, not 129");
        // As while it is being written.
        write(ImageStoreLayout.header(slot) + ImageStoreLayout.SEQUENCE, (byte) 3);
        assertThat(program.ask("lease abc")).startsWith("NOT_FOUND");
        assertThat(store.leased()).isZero();
    }

    @Test
    void aRunnerThatHasTheSlotAloneIsWaitedForAndNamed() throws IOException {
        int slot = putGrey("a", 1);
        Path lockFile = folder.resolve("cat-follow.images.lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            FileLock alone = channel.lock(ImageStoreLayout.FIRST_LEASE + slot, 1, false);
            assertThat(program.ask("lease a")).startsWith("STORE the runner has been writing");
            alone.release();
        }
        assertThat(program.ask("lease a")).isEqualTo("OK");
    }

    @Test
    void imagesThatAreReplacedAllTheTimeAreSeenWhole() throws IOException {
        int seen = 0;
        for (int round = 0; round < 300; round++) {
            program.begin("lease a");
            // While it looks.
            for (int i = 0; i < 50; i++) {
                putGrey("a", round + i);
            }
            if (program.finish().equals("OK")) {
                seen++;
                assertThat(program.ask("image"))
                        .matches("2 5x3 1 5 0 15 (\\d+)(,\\1){4}( \\1(,\\1){4}){2}");
                program.ask("release");
            }
        }
        assertThat(seen).isPositive();
        assertThat(store.leased()).isZero();
    }

    @Test
    void aHeaderThatMakesNoSenseIsNotBelieved() throws IOException {
        int slot = putGrey("a", 1);
        int[][] wrong = {
            {ImageStoreLayout.IMAGE_BYTES, 14},
            {ImageStoreLayout.IMAGE_BYTES, 4097},
            {ImageStoreLayout.IMAGE_BYTES, -1},
            {ImageStoreLayout.ENCODING, 3},
            {ImageStoreLayout.WIDTH_PIXELS, 6},
            {ImageStoreLayout.WIDTH_PIXELS, 0},
            {ImageStoreLayout.HEIGHT_PIXELS, 4},
            {ImageStoreLayout.HEIGHT_PIXELS, -1},
            {ImageStoreLayout.HEIGHT_PIXELS, Integer.MIN_VALUE},
            {ImageStoreLayout.HEIGHT_PIXELS, Integer.MAX_VALUE},
            {ImageStoreLayout.WIDTH_PIXELS, Integer.MIN_VALUE},
            {ImageStoreLayout.CHANNELS, Integer.MIN_VALUE},
            {ImageStoreLayout.CHANNELS, 2},
            {ImageStoreLayout.CHANNELS, 3},
            {ImageStoreLayout.STRIDE_BYTES, 4},
            {ImageStoreLayout.STRIDE_BYTES, Integer.MAX_VALUE}
        };
        long header = ImageStoreLayout.header(slot);
        for (int[] change : wrong) {
            writeInt(header + change[0], change[1]);
            assertThat(program.ask("lease a"))
                    .as("%d at %d", change[1], change[0])
                    .startsWith("CORRUPT image 'a' of " + store.file() + " says ");
            assertThat(store.leased()).isZero();
            putGrey("a", 1);
            store.remove("a");
            slot = putGrey("a", 1);
            header = ImageStoreLayout.header(slot);
        }
        assertThat(program.ask("lease a")).isEqualTo("OK");
    }

    @Test
    void aStoreThatIsNoneOfOursIsRefused() throws IOException {
        String images = "images " + store.file();
        try (RandomAccessFile file = new RandomAccessFile(store.file().toFile(), "rw")) {
            byte[] good = new byte[ImageStoreLayout.CHECKSUM + 4];
            file.readFully(good);
            Object[][] wrong = {
                {ImageStoreLayout.MAGIC, "it is none (magic expected=4547414d49544143"},
                {ImageStoreLayout.READY, "ready expected=1 actual="},
                {ImageStoreLayout.LAYOUT_VERSION, "layout version expected=1 actual="},
                {ImageStoreLayout.SLOT_COUNT, "checksum expected="},
                {ImageStoreLayout.BOOT_ID, "checksum expected="}
            };
            for (Object[] change : wrong) {
                write((Integer) change[0], (byte) (good[(Integer) change[0]] ^ 4));
                assertThat(program.ask(images))
                        .startsWith("STORE cannot read image store " + store.file())
                        .contains((String) change[1]);
                write(0, good);
            }
            long bytes = file.length();
            file.setLength(bytes - 1);
            assertThat(program.ask(images)).contains("file length expected=" + bytes);
            file.setLength(100);
            assertThat(program.ask(images)).contains("it is none, or shorter than 4096 bytes");
        }
        assertThat(program.ask("images " + folder)).startsWith("STORE cannot read image store");
        assertThat(program.ask("images " + folder.resolve("none")))
                .startsWith("NOT_FOUND there is no image store at");
        assertThat(program.ask("images " + "x/".repeat(2040) + "x".repeat(20)))
                .startsWith("STORE the path of the image store is longer than 4095 bytes");
    }

    @Test
    void oneOfAnotherBootIsRefused() throws IOException {
        CRC32C sum = new CRC32C();
        byte[] head = new byte[ImageStoreLayout.CHECKSUM];
        try (RandomAccessFile file = new RandomAccessFile(store.file().toFile(), "rw")) {
            file.readFully(head);
        }
        head[ImageStoreLayout.BOOT_ID] ^= 1;
        sum.update(
                head,
                ImageStoreLayout.LAYOUT_VERSION,
                ImageStoreLayout.CHECKSUM - ImageStoreLayout.LAYOUT_VERSION);
        write(0, head);
        writeInt(ImageStoreLayout.CHECKSUM, (int) sum.getValue());
        assertThat(program.ask("images " + store.file()))
                .contains("it was made in another boot of this machine");
    }
}
