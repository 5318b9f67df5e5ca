package org.catfollow.shm.region;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.catfollow.shm.ChildProgram;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.ring.FrameWriter;

/** Damages the header, and sometimes the file's length, and attaches by the way that stages go. */
final class HeaderFuzz {
    private static final int RANDOM_ROUNDS = 15_000;

    /** Of each byte. */
    static final int CHANGES = 16;

    private static final Pattern CLASS_NAME = Pattern.compile("[a-z]\\.[A-Z]|Exception|Error");
    private static final long[] EDGES = {
        0,
        1,
        2,
        3,
        4,
        5,
        8,
        63,
        64,
        65,
        255,
        256,
        257,
        4095,
        4096,
        4097,
        65_535,
        65_536,
        65_537,
        -1,
        -2,
        -4096,
        -65_536,
        Byte.MAX_VALUE,
        Short.MAX_VALUE,
        Short.MIN_VALUE,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 4095L,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 65_535,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1
    };
    private static final long[] LENGTHS = {
        0, 1, 7, 8, 383, 384, 2048, 4095, 4096, 65_535, 65_536, 65_537, 131_072
    };

    private final RegionFiles files;
    private final Random random;
    private final FuzzProgram.Progress progress;
    private final RandomAccessFile file;
    private final byte[] original = new byte[HeaderLayout.BYTES];
    private final long originalLength;

    HeaderFuzz(RegionFiles files, long seed, FuzzProgram.Progress progress) throws IOException {
        this.files = files;
        this.random = new Random(seed);
        this.progress = progress;
        this.file = new RandomAccessFile(files.region().toFile(), "rw");
        this.file.readFully(original);
        this.originalLength = file.length();
    }

    void run() throws IOException {
        require(!attempt("nothing changed"), "the region as it was made is refused");
        everyByte();
        everyField();
        lengths();
        for (int round = 0; round < RANDOM_ROUNDS; round++) {
            randomWords();
        }
        require(!attempt("all restored"), "the restored region is refused");
        file.close();
    }

    /**
     * Another value of any one byte is refused: the checksum covers all but ready. Each bit, all of them
     * and some at random: a CRC finds any error of up to 32 bits in a row, so which ones is no matter.
     */
    private void everyByte() throws IOException {
        for (int at = 0; at < HeaderLayout.BYTES; at++) {
            for (int i = 0; i < CHANGES; i++) {
                int change = i < 8 ? 1 << i : i == 8 ? 255 : 1 + random.nextInt(254);
                file.seek(at);
                file.write(original[at] ^ change);
                String what = "byte " + at + " xor " + change;
                require(attempt(what), what + " was taken for whole");
            }
            file.seek(at);
            file.write(original[at]);
        }
    }

    /** Edge values in every word, under a checksum that fits. */
    private void everyField() throws IOException {
        for (int at = 0; at < HeaderLayout.BYTES; at += 4) {
            for (long edge : EDGES) {
                ByteBuffer header = header();
                long offset = header.getInt(at);
                write(sealed(header.putInt(at, (int) edge)));
                attempt("int at " + at + " = " + edge);
                write(sealed(header().putInt(at, (int) (offset + edge))));
                attempt("int at " + at + " + " + edge);
                if (at % 8 == 0) {
                    write(sealed(header().putLong(at, edge)));
                    attempt("long at " + at + " = " + edge);
                    write(sealed(header().putLong(at, header().getLong(at) + edge)));
                    attempt("long at " + at + " + " + edge);
                }
            }
        }
        write(header());
    }

    /** Cut short and lengthened, with a header that says so too. */
    private void lengths() throws IOException {
        for (long length : LENGTHS) {
            lengths(length);
            lengths(originalLength - Math.max(1, length));
            lengths(originalLength + Math.max(1, length));
        }
    }

    private void lengths(long length) throws IOException {
        file.setLength(length);
        require(attempt("length " + length), "a file of " + length + " bytes was taken for whole");
        write(sealed(header().putLong(HeaderLayout.TOTAL_BYTES, length)));
        file.setLength(length);
        require(attempt("agreed length " + length), "agreed length " + length + " was taken");
        file.setLength(originalLength);
        write(header());
    }

    private void randomWords() throws IOException {
        ByteBuffer header = header();
        int words = 1 + random.nextInt(8);
        for (int word = 0; word < words; word++) {
            long value =
                    random.nextBoolean() ? random.nextLong() : EDGES[random.nextInt(EDGES.length)];
            switch (random.nextInt(3)) {
                case 0 -> header.put(random.nextInt(HeaderLayout.BYTES), (byte) value);
                case 1 -> header.putInt(4 * random.nextInt(HeaderLayout.BYTES / 4), (int) value);
                default -> header.putLong(8 * random.nextInt(HeaderLayout.BYTES / 8), value);
            }
        }
        if (random.nextInt(4) > 0) {
            // The checks behind the first ones are reached too.
            header.putLong(HeaderLayout.MAGIC, HeaderLayout.MAGIC_VALUE);
            header.putInt(HeaderLayout.LAYOUT_VERSION, HeaderLayout.VERSION);
            header.putLong(HeaderLayout.READY, HeaderLayout.READY_VALUE);
            header.putLong(HeaderLayout.FINGERPRINT, RegionTables.fingerprint());
            sealed(header);
        }
        write(header);
        boolean cut = random.nextInt(8) == 0;
        if (cut) {
            file.setLength(random.nextLong(2 * originalLength));
        }
        attempt("random words");
        if (cut) {
            file.setLength(originalLength);
        }
        write(header());
    }

    /** Returns a copy of the header as it was made. */
    private ByteBuffer header() {
        return ByteBuffer.wrap(original.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer sealed(ByteBuffer header) {
        byte[] summed = bytesOf(header);
        ByteBuffer zeroed = ByteBuffer.wrap(summed);
        zeroed.putLong(HeaderLayout.READY, 0).putLong(HeaderLayout.CHECKSUM, 0);
        CRC32C crc = new CRC32C();
        crc.update(summed);
        return header.putLong(HeaderLayout.CHECKSUM, crc.getValue());
    }

    private static byte[] bytesOf(ByteBuffer header) {
        byte[] bytes = new byte[HeaderLayout.BYTES];
        header.get(0, bytes);
        return bytes;
    }

    private void write(ByteBuffer header) throws IOException {
        file.seek(0);
        file.write(bytesOf(header));
    }

    /** Attaches; returns whether that was refused, which is in one line of words for people. */
    private boolean attempt(String what) {
        progress.begin();
        try (Region region = Region.attach(files, Duration.ZERO)) {
            require(region.geometry().equals(ChildProgram.SMALL), what + ": " + region.geometry());
            use(region);
            progress.end(false);
            return false;
        } catch (RegionException e) {
            String message = e.getMessage();
            require(
                    message.contains(files.region().toString())
                            && !message.contains("\n")
                            && message.length() < 500
                            && !CLASS_NAME.matcher(message).find(),
                    what + ": unclear message: " + message);
            progress.end(true);
            return true;
        }
    }

    private static void use(Region region) {
        Geometry geometry = region.geometry();
        try (RoleClaim claim = region.claim(Role.CAPTURE);
                FrameReader reader = region.frameReader()) {
            FrameWriter writer = claim.frameWriter();
            FrameDescription frame = new FrameDescription();
            frame.widthPixels = geometry.maxWidthPixels();
            frame.heightPixels = geometry.maxHeightPixels();
            frame.strideBytes = 3 * geometry.maxWidthPixels();
            frame.stamped = true;
            long frameId = writer.claim();
            writer.commit(frame);
            require(reader.newestFrame() == frameId, "frame " + frameId + " was not announced");
            require(
                    reader.open(frameId) == FrameReader.Answer.OPEN && reader.stillValid(),
                    "frame " + frameId + " is not whole");
        }
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new IllegalStateException(otherwise);
        }
    }
}
