package org.catfollow.shm.images;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.ImageStoreLayout;
import org.catfollow.shm.region.ProcessIdentity;
import org.catfollow.shm.region.RegionException;

/**
 * The beginning of an image store, checked.
 *
 * @param slotCount slots
 * @param slotBytes bytes of a slot's pixels
 */
record StoreHeader(int slotCount, long slotBytes) {
    private static final UUID UNKNOWN_BOOT = new UUID(0, 0);

    long totalBytes() {
        return ImageStoreLayout.totalBytes(slotCount, slotBytes);
    }

    /** Writes it into a store that is being made; {@code ready} last. */
    void write(BytesStore<?, ?> store) {
        store.writeLong(ImageStoreLayout.MAGIC, ImageStoreLayout.MAGIC_VALUE);
        store.writeInt(ImageStoreLayout.LAYOUT_VERSION, ImageStoreLayout.VERSION);
        store.writeInt(ImageStoreLayout.SLOT_COUNT, slotCount);
        store.writeLong(ImageStoreLayout.SLOT_BYTES, slotBytes);
        store.writeLong(ImageStoreLayout.TOTAL_BYTES, totalBytes());
        store.writeLong(ImageStoreLayout.CREATED_NANOS, System.nanoTime());
        byte[] boot = bytesOf(ProcessIdentity.bootId());
        for (int i = 0; i < boot.length; i++) {
            store.writeByte(ImageStoreLayout.BOOT_ID + i, boot[i]);
        }
        store.writeInt(ImageStoreLayout.CHECKSUM, checksum(store));
        // Release; pairs with the acquire in read: who sees it sees everything above.
        store.writeOrderedLong(ImageStoreLayout.READY, 1);
    }

    /**
     * Reads and checks one.
     *
     * @throws RegionException with the value expected and the one seen
     */
    static StoreHeader read(BytesStore<?, ?> store, long fileBytes, Path file) {
        long magic = store.readLong(ImageStoreLayout.MAGIC);
        if (magic != ImageStoreLayout.MAGIC_VALUE) {
            throw new RegionException(
                    String.format(
                            "cannot open image store %s: it is none (magic expected=%016x"
                                    + " actual=%016x); name another file",
                            file, ImageStoreLayout.MAGIC_VALUE, magic));
        }
        // Acquire; pairs with the release in write. It was renamed into place when complete.
        check(file, "ready", 1, store.readVolatileLong(ImageStoreLayout.READY));
        int version = store.readInt(ImageStoreLayout.LAYOUT_VERSION);
        check(file, "layout version", ImageStoreLayout.VERSION, version);
        int sum = store.readInt(ImageStoreLayout.CHECKSUM);
        check(file, "checksum", checksum(store), sum);
        int slots = store.readInt(ImageStoreLayout.SLOT_COUNT);
        long bytes = store.readLong(ImageStoreLayout.SLOT_BYTES);
        if (slots < 1
                || slots > ImageStoreLayout.MOST_SLOTS
                || bytes < 1
                || bytes > ImageStoreLayout.LARGEST_SLOT
                || bytes != ImageStoreLayout.wholePages(bytes)) {
            throw new RegionException(
                    "cannot open image store %s: %d slots of %d bytes make no sense; start its runner again"
                            .formatted(file, slots, bytes));
        }
        StoreHeader header = new StoreHeader(slots, bytes);
        long total = store.readLong(ImageStoreLayout.TOTAL_BYTES);
        check(file, "total bytes", header.totalBytes(), total);
        check(file, "file length", header.totalBytes(), fileBytes);
        checkBoot(store, file);
        return header;
    }

    private static void checkBoot(BytesStore<?, ?> store, Path file) {
        UUID current = ProcessIdentity.bootId();
        byte[] bytes = new byte[2 * Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = store.readByte(ImageStoreLayout.BOOT_ID + i);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        UUID made = new UUID(buffer.getLong(), buffer.getLong());
        if (!made.equals(current) && !made.equals(UNKNOWN_BOOT) && !current.equals(UNKNOWN_BOOT)) {
            throw new RegionException(
                    "cannot open image store %s: it was made in another boot of this machine (boot id expected=%s actual=%s); start its runner again"
                            .formatted(file, current, made));
        }
    }

    private static void check(Path file, String what, long expected, long actual) {
        if (expected != actual) {
            throw new RegionException(
                    "cannot open image store %s: %s expected=%d actual=%d; start its runner again"
                            .formatted(file, what, expected, actual));
        }
    }

    private static byte[] bytesOf(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static int checksum(BytesStore<?, ?> store) {
        CRC32C crc = new CRC32C();
        for (int at = ImageStoreLayout.LAYOUT_VERSION; at < ImageStoreLayout.CHECKSUM; at++) {
            crc.update(store.readByte(at));
        }
        return (int) crc.getValue();
    }
}
