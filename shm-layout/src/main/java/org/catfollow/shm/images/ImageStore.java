package org.catfollow.shm.images;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.catfollow.shm.layout.ImageStoreLayout;
import org.catfollow.shm.region.FileSpace;
import org.catfollow.shm.region.LockFile;
import org.catfollow.shm.region.Mapping;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;

/**
 * The runner's side of an image store: puts images under keys, and takes them away again as soon as
 * nobody looks at them any more.
 *
 * <p>A slot is written only while its byte of the lock file is held alone, so never while a reader leases
 * it ({@link ImageStoreReader}); a reader that dies leases nothing any more. One process owns a store,
 * one thread uses it.
 */
public final class ImageStore implements AutoCloseable {
    /** Where red is in three channels. */
    public enum Order {
        /** Red, green, blue. */
        RGB(ImageStoreLayout.RGB),
        /** Blue, green, red: OpenCV's. */
        BGR(ImageStoreLayout.BGR);

        private final int code;

        Order(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Order ofCode(int code) {
            return code == RGB.code ? RGB : code == BGR.code ? BGR : null;
        }
    }

    private final RegionFiles files;
    private final StoreHeader header;
    private final LockFile lock;
    private final Mapping mapping;

    /** By slot: the key, null where none is readable; when it was put; whether bytes lie there. */
    private final String[] keys;

    private final long[] puts;
    private final boolean[] filled;
    private long lastPut;
    private boolean closed;

    private ImageStore(RegionFiles files, StoreHeader header, LockFile lock, Mapping mapping) {
        this.files = files;
        this.header = header;
        this.lock = lock;
        this.mapping = mapping;
        this.keys = new String[header.slotCount()];
        this.puts = new long[header.slotCount()];
        this.filled = new boolean[header.slotCount()];
    }

    /**
     * Makes a store. One that a runner left behind makes way.
     *
     * @param file where, such as {@code /dev/shm/cat-follow.images}
     * @param slots how many images it holds, 1 to 256
     * @param slotBytes largest image, bytes; rounded up to whole pages
     * @throws RegionException when another runner owns it, there is no space, or it cannot be made
     * @throws IllegalArgumentException for a number out of range
     */
    public static ImageStore create(Path file, int slots, long slotBytes) {
        if (slots < 1
                || slots > ImageStoreLayout.MOST_SLOTS
                || slotBytes < 1
                || slotBytes > ImageStoreLayout.LARGEST_SLOT) {
            throw new IllegalArgumentException(
                    "an image store has 1 to %d slots of 1 to %d bytes, not %d of %d"
                            .formatted(
                                    ImageStoreLayout.MOST_SLOTS,
                                    ImageStoreLayout.LARGEST_SLOT,
                                    slots,
                                    slotBytes));
        }
        RegionFiles files = new RegionFiles(file);
        StoreHeader header = new StoreHeader(slots, ImageStoreLayout.wholePages(slotBytes));
        LockFile lock = own(files);
        boolean done = false;
        try {
            Mapping mapping = make(files, header);
            done = true;
            return new ImageStore(files, header, lock, mapping);
        } catch (IOException e) {
            throw new RegionException(
                    "cannot create image store " + files.region() + ": " + e.getMessage(), e);
        } finally {
            if (!done) {
                deleteQuietly(files.temporary());
                deleteQuietly(files.lock());
                lock.close();
            }
        }
    }

    private static LockFile own(RegionFiles files) {
        while (true) {
            LockFile lock = LockFile.open(files);
            if (!lock.tryLock(ImageStoreLayout.OWNER)) {
                lock.close();
                throw new RegionException(
                        "cannot create image store "
                                + files.region()
                                + ": another runner owns it; end that one, or use another --name");
            }
            // One who closes his store removes the file that we may have waited for.
            if (lock.isCurrent() && !Files.exists(files.region())) {
                return lock;
            }
            if (lock.isCurrent()) {
                // Of a runner that was killed. Its readers may hold bytes of the lock file for
                // ever:
                // that goes too, and they with it.
                deleteQuietly(files.region());
                deleteQuietly(files.lock());
            }
            lock.close();
            if (Files.isDirectory(files.region())) {
                throw new RegionException(
                        "cannot create image store %s: a folder lies there; remove it"
                                .formatted(files.region()));
            }
        }
    }

    private static Mapping make(RegionFiles files, StoreHeader header) throws IOException {
        Files.deleteIfExists(files.temporary());
        FileSpace.allocate(
                files.temporary(),
                header.totalBytes(),
                "image store " + files.region(),
                "use fewer or smaller slots");
        try (FileChannel channel =
                FileChannel.open(
                        files.temporary(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Mapping mapping = Mapping.map(channel, 0, header.totalBytes(), true);
            header.write(mapping.store());
            Files.move(files.temporary(), files.region(), StandardCopyOption.ATOMIC_MOVE);
            return mapping;
        }
    }

    /** Returns where it is. */
    public Path file() {
        return files.region();
    }

    /** Returns how many slots it has. */
    public int slots() {
        return header.slotCount();
    }

    /** Returns the size of the largest image, bytes. */
    public long slotBytes() {
        return header.slotBytes();
    }

    /**
     * Puts an array under a key; what lies there under it is gone, except for those who lease it.
     *
     * @param pixels rows without gaps, {@code width * height * channels} bytes from its position on;
     *     its position stays
     * @param order of three channels; of no account for one
     * @return the slot
     * @throws ImageStoreFullException when readers lease all slots, or it is larger than one
     * @throws IllegalArgumentException for a key or a size that cannot be
     */
    public int putArray(
            String key,
            int widthPixels,
            int heightPixels,
            int channels,
            Order order,
            ByteBuffer pixels) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 or 3, not " + channels);
        }
        requireSize(widthPixels, heightPixels);
        long bytes = (long) widthPixels * heightPixels * channels;
        if (pixels.remaining() != bytes) {
            throw new IllegalArgumentException(
                    "%dx%d pixels of %d channels are %d bytes, not %d"
                            .formatted(
                                    widthPixels,
                                    heightPixels,
                                    channels,
                                    bytes,
                                    pixels.remaining()));
        }
        requireRoom(key, bytes);
        return put(key, StoredImage.array(widthPixels, heightPixels, channels, order), pixels);
    }

    /** Puts a JPEG file under a key, unchecked; else as {@link #putArray}. */
    public int putJpeg(String key, int widthPixels, int heightPixels, ByteBuffer bytes) {
        requireSize(widthPixels, heightPixels);
        if (!bytes.hasRemaining()) {
            throw new IllegalArgumentException("a JPEG file of 0 bytes");
        }
        requireRoom(key, bytes.remaining());
        return put(key, StoredImage.jpeg(widthPixels, heightPixels, bytes.remaining()), bytes);
    }

    private static void requireSize(int widthPixels, int heightPixels) {
        if (widthPixels <= 0 || heightPixels <= 0) {
            throw new IllegalArgumentException(
                    "an image has a size, not " + widthPixels + "x" + heightPixels);
        }
    }

    private void requireRoom(String key, long bytes) {
        if (bytes > header.slotBytes()) {
            throw new ImageStoreFullException(
                    "image %s has %d bytes, a slot of %s %d; make the store with larger slots"
                            .formatted(key, bytes, files.region(), header.slotBytes()));
        }
    }

    private int put(String key, StoredImage image, ByteBuffer bytes) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        if (name.length < 1 || name.length > ImageStoreLayout.LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "a key has 1 to %d bytes, not %d: '%s'"
                            .formatted(ImageStoreLayout.LONGEST_KEY, name.length, key));
        }
        remove(key);
        int slot = takeSlot();
        try {
            write(slot, name, image, bytes);
        } finally {
            lock.unlock(ImageStoreLayout.FIRST_LEASE + slot);
        }
        keys[slot] = key;
        puts[slot] = ++lastPut;
        filled[slot] = true;
        return slot;
    }

    /** Takes the byte of a free slot, else of the oldest that nobody leases. */
    private int takeSlot() {
        boolean[] tried = new boolean[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int slot = oldest(tried);
            tried[slot] = true;
            if (lock.tryLock(ImageStoreLayout.FIRST_LEASE + slot)) {
                return slot;
            }
        }
        throw new ImageStoreFullException(
                "image store %s is full: readers lease all %d slots; end those that hang, or make it with more slots"
                        .formatted(files.region(), keys.length));
    }

    private int oldest(boolean[] tried) {
        int best = -1;
        for (int slot = 0; slot < keys.length; slot++) {
            if (!tried[slot] && (best < 0 || age(slot) < age(best))) {
                best = slot;
            }
        }
        return best;
    }

    /** What nobody can find any more comes before what somebody might still ask for. */
    private long age(int slot) {
        return keys[slot] == null ? 0 : puts[slot];
    }

    private void write(int slot, byte[] name, StoredImage image, ByteBuffer bytes) {
        long at = ImageStoreLayout.header(slot);
        long sequence = open(at);
        image.write(mapping.store(), at);
        mapping.store().writeInt(at + ImageStoreLayout.KEY_BYTES, name.length);
        for (int i = 0; i < name.length; i++) {
            mapping.store().writeByte(at + ImageStoreLayout.KEY + i, name[i]);
        }
        mapping.buffer(
                        ImageStoreLayout.pixels(slot, header.slotCount(), header.slotBytes()),
                        header.slotBytes())
                .put(bytes.duplicate());
        commit(at, sequence);
    }

    /** Marks a header as being written, and returns what its sequence holds now. */
    private long open(long at) {
        long sequence = mapping.store().readLong(at + ImageStoreLayout.SEQUENCE) | 1;
        mapping.store().writeLong(at + ImageStoreLayout.SEQUENCE, sequence);
        // A reader that sees any store below, and then loads the sequence again, sees it changed:
        // pairs with the acquire fence in ImageStoreReader.
        VarHandle.fullFence(); // orders: sequence := odd BEFORE header and pixel stores
        return sequence;
    }

    private void commit(long at, long sequence) {
        VarHandle.fullFence(); // orders: pixel stores of any kind BEFORE sequence := even
        // Release; pairs with the acquire in ImageStoreReader.
        mapping.store().writeOrderedLong(at + ImageStoreLayout.SEQUENCE, sequence + 1);
    }

    /**
     * Takes an image away. Its key is gone at once.
     *
     * @return whether its slot is free now; false where a reader leases it still, or there is none
     */
    public boolean remove(String key) {
        int slot = Arrays.asList(keys).indexOf(key);
        if (slot < 0) {
            return false;
        }
        keys[slot] = null;
        boolean alone = lock.tryLock(ImageStoreLayout.FIRST_LEASE + slot);
        // The pixels stay for those who lease them; the key goes in any case.
        long at = ImageStoreLayout.header(slot);
        long sequence = open(at);
        mapping.store().writeInt(at + ImageStoreLayout.KEY_BYTES, 0);
        if (alone) {
            mapping.store().writeInt(at + ImageStoreLayout.IMAGE_BYTES, 0);
            filled[slot] = false;
        }
        commit(at, sequence);
        if (alone) {
            lock.unlock(ImageStoreLayout.FIRST_LEASE + slot);
        }
        return alone;
    }

    /** Returns how many slots readers lease now. */
    public int leased() {
        int count = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            count += lock.isLockedByAnother(ImageStoreLayout.FIRST_LEASE + slot) ? 1 : 0;
        }
        return count;
    }

    /** Returns how many slots hold an image that somebody can find, or that somebody leases. */
    public int used() {
        int count = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            boolean orphan = filled[slot] && keys[slot] == null;
            if (orphan && !lock.isLockedByAnother(ImageStoreLayout.FIRST_LEASE + slot)) {
                filled[slot] = false;
            }
            count += filled[slot] ? 1 : 0;
        }
        return count;
    }

    /** Removes the store. Who leases an image keeps it until done. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        deleteQuietly(files.region());
        deleteQuietly(files.lock());
        mapping.close();
        lock.close();
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The next runner takes its place.
        }
    }
}
