package org.catfollow.shm.region;

import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.Section;

/**
 * What a region's header says, checked.
 *
 * @param geometry frames and their size
 * @param layoutVersion version of the tables
 * @param fingerprint of the tables
 * @param creator who made it
 * @param createdNanos when, CLOCK_MONOTONIC
 * @param bootId in which boot
 */
public record RegionHeader(
        Geometry geometry,
        int layoutVersion,
        long fingerprint,
        ProcessIdentity creator,
        long createdNanos,
        UUID bootId) {

    /** Writes the header of a new region; {@code ready} last. Only the creator, once. */
    static void write(
            BytesStore<?, ?> store,
            Geometry geometry,
            ProcessIdentity creator,
            long createdNanos,
            UUID boot) {
        store.writeLong(HeaderLayout.MAGIC, HeaderLayout.MAGIC_VALUE);
        store.writeInt(HeaderLayout.LAYOUT_VERSION, HeaderLayout.VERSION);
        store.writeInt(HeaderLayout.SECTION_COUNT, Section.values().length);
        store.writeLong(HeaderLayout.FINGERPRINT, RegionTables.fingerprint());
        store.writeLong(HeaderLayout.TOTAL_BYTES, geometry.totalBytes());
        store.writeInt(HeaderLayout.SLOT_COUNT, geometry.slotCount());
        store.writeInt(HeaderLayout.MAX_WIDTH_PIXELS, geometry.maxWidthPixels());
        store.writeInt(HeaderLayout.MAX_HEIGHT_PIXELS, geometry.maxHeightPixels());
        store.writeInt(HeaderLayout.SECTION_ALIGNMENT, Geometry.SECTION_ALIGNMENT);
        store.writeLong(HeaderLayout.PAYLOAD_SPACING_BYTES, geometry.payloadSpacingBytes());
        store.writeLong(HeaderLayout.CREATOR_PID, creator.pid());
        store.writeLong(HeaderLayout.CREATOR_START_TICKS, creator.startTicks());
        store.writeLong(HeaderLayout.CREATED_NANOS, createdNanos);
        store.writeLong(HeaderLayout.BOOT_ID, boot.getMostSignificantBits());
        store.writeLong(HeaderLayout.BOOT_ID + 8, boot.getLeastSignificantBits());
        for (Section section : Section.values()) {
            int entry =
                    HeaderLayout.SECTIONS + section.ordinal() * HeaderLayout.SECTION_ENTRY_BYTES;
            store.writeLong(entry, geometry.offset(section));
            store.writeLong(entry + 8, geometry.length(section));
        }
        store.writeLong(HeaderLayout.CHECKSUM, checksum(store));
        // Release; pairs with the acquire in read: who sees it sees everything above.
        store.writeOrderedLong(HeaderLayout.READY, HeaderLayout.READY_VALUE);
    }

    /** Returns whether the creator has finished. */
    static boolean isReady(BytesStore<?, ?> store) {
        // Acquire; pairs with the release in write.
        return store.readVolatileLong(HeaderLayout.READY) == HeaderLayout.READY_VALUE;
    }

    /**
     * Reads and checks a header that is ready.
     *
     * @param fileBytes length of the file
     * @param path for the message
     * @throws RegionException when the file is no region, is one of another layout, or is damaged
     */
    static RegionHeader read(BytesStore<?, ?> store, long fileBytes, String path) {
        long magic = store.readLong(HeaderLayout.MAGIC);
        if (magic != HeaderLayout.MAGIC_VALUE) {
            throw new RegionException(
                    String.format(
                            "cannot attach to %s: it is no cat-follow region (magic expected=%016x"
                                    + " actual=%016x); give another --region, or remove the file",
                            path, HeaderLayout.MAGIC_VALUE, magic));
        }
        int version = store.readInt(HeaderLayout.LAYOUT_VERSION);
        if (version != HeaderLayout.VERSION) {
            throw new RegionException(
                    "cannot attach to region "
                            + path
                            + ": layout version expected="
                            + HeaderLayout.VERSION
                            + " actual="
                            + version
                            + "; rebuild all stages or run "
                            + down(path));
        }
        long fingerprint = store.readLong(HeaderLayout.FINGERPRINT);
        if (fingerprint != RegionTables.fingerprint()) {
            throw new RegionException(
                    String.format(
                            "cannot attach to region %s: layout fingerprint expected=%016x"
                                    + " actual=%016x; rebuild all stages or run %s",
                            path, RegionTables.fingerprint(), fingerprint, down(path)));
        }
        long expected = checksum(store);
        long actual = store.readLong(HeaderLayout.CHECKSUM);
        if (expected != actual) {
            throw damaged(path, "checksum", expected, actual);
        }
        return readGeometry(store, fileBytes, path);
    }

    /**
     * Refuses a region of an earlier boot, which a folder on disk keeps: its monotonic times mean
     * nothing in this one. Where the kernel tells no boot id, it is not asked for.
     */
    void requireBoot(UUID current, String path) {
        UUID unknown = new UUID(0, 0);
        if (!bootId.equals(current) && !bootId.equals(unknown) && !current.equals(unknown)) {
            throw new RegionException(
                    "cannot attach to region "
                            + path
                            + ": it was made in another boot of this machine (boot id expected="
                            + current
                            + " actual="
                            + bootId
                            + "); run "
                            + down(path)
                            + " and start again");
        }
    }

    private static RegionHeader readGeometry(BytesStore<?, ?> store, long fileBytes, String path) {
        Geometry geometry;
        try {
            geometry =
                    new Geometry(
                            store.readInt(HeaderLayout.SLOT_COUNT),
                            store.readInt(HeaderLayout.MAX_WIDTH_PIXELS),
                            store.readInt(HeaderLayout.MAX_HEIGHT_PIXELS));
        } catch (IllegalArgumentException e) {
            throw new RegionException(
                    "cannot attach to region "
                            + path
                            + ": "
                            + e.getMessage()
                            + "; run "
                            + down(path),
                    e);
        }
        check(path, "total bytes", geometry.totalBytes(), store.readLong(HeaderLayout.TOTAL_BYTES));
        check(path, "file length", geometry.totalBytes(), fileBytes);
        check(
                path,
                "payload spacing",
                geometry.payloadSpacingBytes(),
                store.readLong(HeaderLayout.PAYLOAD_SPACING_BYTES));
        check(
                path,
                "section count",
                Section.values().length,
                store.readInt(HeaderLayout.SECTION_COUNT));
        for (Section section : Section.values()) {
            int entry =
                    HeaderLayout.SECTIONS + section.ordinal() * HeaderLayout.SECTION_ENTRY_BYTES;
            check(path, section + " offset", geometry.offset(section), store.readLong(entry));
            check(path, section + " length", geometry.length(section), store.readLong(entry + 8));
        }
        return new RegionHeader(
                geometry,
                store.readInt(HeaderLayout.LAYOUT_VERSION),
                store.readLong(HeaderLayout.FINGERPRINT),
                new ProcessIdentity(
                        store.readLong(HeaderLayout.CREATOR_PID),
                        store.readLong(HeaderLayout.CREATOR_START_TICKS)),
                store.readLong(HeaderLayout.CREATED_NANOS),
                new UUID(
                        store.readLong(HeaderLayout.BOOT_ID),
                        store.readLong(HeaderLayout.BOOT_ID + 8)));
    }

    private static void check(String path, String what, long expected, long actual) {
        if (expected != actual) {
            throw damaged(path, what, expected, actual);
        }
    }

    private static RegionException damaged(String path, String what, long expected, long actual) {
        return new RegionException(
                "cannot attach to region "
                        + path
                        + ": damaged header, "
                        + what
                        + " expected="
                        + expected
                        + " actual="
                        + actual
                        + "; run "
                        + down(path)
                        + " and start again");
    }

    private static String down(String path) {
        return new RegionFiles(Path.of(path)).launcher("down");
    }

    private static long checksum(BytesStore<?, ?> store) {
        CRC32C crc = new CRC32C();
        for (int at = 0; at < HeaderLayout.BYTES; at++) {
            boolean skipped =
                    (at >= HeaderLayout.READY && at < HeaderLayout.READY + 8)
                            || (at >= HeaderLayout.CHECKSUM && at < HeaderLayout.CHECKSUM + 8);
            crc.update(skipped ? 0 : store.readByte(at));
        }
        return crc.getValue();
    }
}
