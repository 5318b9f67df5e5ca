package org.catfollow.shm.images;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.layout.ImageStoreLayout;
import org.catfollow.shm.region.LockFile;
import org.catfollow.shm.region.Mapping;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;

/**
 * A reader of an image store. Its leases end with it, and with its process.
 *
 * <p>One thread. What the store says is input: checked before it is used.
 */
public final class ImageStoreReader implements AutoCloseable {
    private static final long RETRY_NANOS = 500_000;

    /** The runner holds a byte alone for as long as it copies one image. */
    private static final long WRITING_NANOS = Duration.ofSeconds(2).toNanos();

    private final Path file;
    private final Object fileKey;
    private final StoreHeader header;
    private final Mapping mapping;
    private final LockFile lock;

    /** By slot: leases of this reader, which share one lock. */
    private final int[] leases;

    private boolean closed;

    private ImageStoreReader(
            Path file, Object fileKey, StoreHeader header, Mapping mapping, LockFile lock) {
        this.file = file;
        this.fileKey = fileKey;
        this.header = header;
        this.mapping = mapping;
        this.lock = lock;
        this.leases = new int[header.slotCount()];
    }

    /**
     * Opens a store.
     *
     * @throws RegionException when there is none, or it is damaged, of another version or another boot
     */
    public static ImageStoreReader open(Path file) {
        RegionFiles files = new RegionFiles(file);
        try (FileChannel channel = FileChannel.open(files.region(), StandardOpenOption.READ)) {
            long bytes = channel.size();
            if (bytes < ImageStoreLayout.HEADERS) {
                throw new RegionException(
                        "cannot open image store %s: it is none, of %d bytes; name another file"
                                .formatted(files.region(), bytes));
            }
            Object key = keyOf(files.region());
            Mapping mapping = Mapping.map(channel, 0, bytes, false);
            boolean done = false;
            try {
                StoreHeader header = StoreHeader.read(mapping.store(), bytes, files.region());
                // Not made: a lock file without a runner would be left behind.
                LockFile lock =
                        LockFile.openExisting(files)
                                .orElseThrow(
                                        () -> new NoSuchFileException(files.lock().toString()));
                done = true;
                return new ImageStoreReader(files.region(), key, header, mapping, lock);
            } finally {
                if (!done) {
                    mapping.close();
                }
            }
        } catch (IOException e) {
            throw new RegionException(
                    "cannot open image store %s: %s; does its runner run?"
                            .formatted(files.region(), reason(e)),
                    e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "no such file" : e.getMessage();
    }

    private static Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Returns whether the path names another store now, or none. */
    public boolean isReplaced() {
        try {
            return !fileKey.equals(keyOf(file));
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Leases the image with a key.
     *
     * @return it, or empty when there is none
     * @throws RegionException when the store says of it what cannot be
     */
    public Optional<ImageLease> lease(String key) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        long deadline = System.nanoTime() + WRITING_NANOS;
        while (true) {
            int slot = find(name);
            if (slot < 0) {
                return Optional.empty();
            }
            if (share(slot)) {
                // The runner writes only while it holds the byte alone, so from here on the pixels
                // stay; whether they are those of the key, the header says now.
                StoredImage image = read(slot, name);
                if (image != null) {
                    return Optional.of(new ImageLease(this, slot, image, bytes(slot, image)));
                }
                release(slot);
            } else if (System.nanoTime() - deadline > 0) {
                throw new RegionException(
                        "image store %s: its runner has been writing image %s for 2 s; does it hang?"
                                .formatted(file, key));
            } else {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private int find(byte[] name) {
        for (int slot = 0; slot < header.slotCount(); slot++) {
            if (has(slot, name)) {
                return slot;
            }
        }
        return -1;
    }

    private boolean has(int slot, byte[] name) {
        long at = ImageStoreLayout.header(slot);
        PointerBytesStore store = mapping.store();
        // Acquire; pairs with the release in ImageStore.commit. Odd: being written, under a key
        // that is not there yet, or was.
        long sequence = store.readVolatileLong(at + ImageStoreLayout.SEQUENCE);
        boolean same =
                (sequence & 1) == 0
                        && store.readInt(at + ImageStoreLayout.KEY_BYTES) == name.length;
        for (int i = 0; same && i < name.length; i++) {
            same = store.readByte(at + ImageStoreLayout.KEY + i) == name[i];
        }
        return same && isStill(at, sequence);
    }

    private boolean isStill(long at, long sequence) {
        // Pairs with the full fence in ImageStore.open.
        VarHandle.acquireFence(); // orders: header loads BEFORE the second load of the sequence
        return mapping.store().readLong(at + ImageStoreLayout.SEQUENCE) == sequence;
    }

    /** Returns what the header says, null when it is not, or no longer, that of the key. */
    private StoredImage read(int slot, byte[] name) {
        long at = ImageStoreLayout.header(slot);
        // Acquire, as in has.
        long sequence = mapping.store().readVolatileLong(at + ImageStoreLayout.SEQUENCE);
        if (!has(slot, name)) {
            return null;
        }
        StoredImage image = StoredImage.read(mapping.store(), at);
        if (!isStill(at, sequence)) {
            return null;
        }
        String mistake = image.mistake(header.slotBytes());
        if (mistake != null) {
            release(slot);
            throw new RegionException(
                    "image store %s: the header of slot %d makes no sense: %s; start its runner again"
                            .formatted(file, slot, mistake));
        }
        return image;
    }

    private ByteBuffer bytes(int slot, StoredImage image) {
        long at = ImageStoreLayout.pixels(slot, header.slotCount(), header.slotBytes());
        return mapping.buffer(at, image.bytes()).asReadOnlyBuffer();
    }

    private boolean share(int slot) {
        if (leases[slot] == 0 && !lock.tryShare(ImageStoreLayout.FIRST_LEASE + slot)) {
            return false;
        }
        leases[slot]++;
        return true;
    }

    void release(int slot) {
        if (!closed && --leases[slot] == 0) {
            lock.unlock(ImageStoreLayout.FIRST_LEASE + slot);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            lock.close();
            mapping.close();
        }
    }
}
