package org.catfollow.shm.layout;

import java.util.List;

/**
 * Where what lies in an image store, a file of its own beside the region ({@code
 * docs/adr/0033-images-for-other-programs.md}). At its begin:
 *
 * <pre>
 * offset  bytes  field         access
 *      0      8  magic         plain
 *      8      8  ready         release/acquire
 *     16      4  layoutVersion plain
 *     20      4  slotCount     plain
 *     24      8  slotBytes     plain
 *     32      8  totalBytes    plain
 *     40      8  createdNanos  plain
 *     48     16  bootId        plain
 *     64      4  checksum      plain
 * </pre>
 *
 * <p>Each slot's header, from {@link #HEADERS} on, one every {@link #HEADER_BYTES}; behind them the pixels:
 *
 * <pre>
 * offset  bytes  field         access
 *      0      8  sequence      release/acquire
 *      8      4  imageBytes    plain
 *     12      4  encoding      plain
 *     16      4  widthPixels   plain
 *     20      4  heightPixels  plain
 *     24      4  channels      plain
 *     28      4  strideBytes   plain
 *     32      4  order         plain
 *     36      4  keyBytes      plain
 *    128    128  key           plain
 * </pre>
 */
public final class ImageStoreLayout {
    /** The letters CATIMAGE, as they lie in the file. */
    public static final long MAGIC_VALUE = 0x4547_414d_4954_4143L;

    /** Raised with every change of this class. */
    public static final int VERSION = 1;

    /** Magic; 8 bytes. */
    public static final int MAGIC = 0;

    /** 1 when the store is complete, written last (release/acquire); 8 bytes. */
    public static final int READY = 8;

    /** Layout version; 4 bytes. */
    public static final int LAYOUT_VERSION = 16;

    /** Slots; 4 bytes. */
    public static final int SLOT_COUNT = 20;

    /** Bytes of a slot's pixels; 8 bytes. */
    public static final int SLOT_BYTES = 24;

    /** Bytes of the file; 8 bytes. */
    public static final int TOTAL_BYTES = 32;

    /** When it was made, CLOCK_MONOTONIC nanoseconds; 8 bytes. */
    public static final int CREATED_NANOS = 40;

    /** The boot in which it was made; 16 bytes, in the order written. */
    public static final int BOOT_ID = 48;

    /** CRC-32C of the bytes from {@link #LAYOUT_VERSION} to here; 4 bytes. */
    public static final int CHECKSUM = 64;

    /** The first slot's header. */
    public static final int HEADERS = 4096;

    /** Bytes of a slot's header. */
    public static final int HEADER_BYTES = 512;

    /** In a slot's header: odd while the runner writes; 8 bytes, release/acquire. */
    public static final int SEQUENCE = 0;

    /** Bytes of the image, 0 for a free slot; 4 bytes. */
    public static final int IMAGE_BYTES = 8;

    /** {@link #JPEG} or {@link #ARRAY}; 4 bytes. */
    public static final int ENCODING = 12;

    /** Width, pixels; 4 bytes. */
    public static final int WIDTH_PIXELS = 16;

    /** Height, pixels; 4 bytes. */
    public static final int HEIGHT_PIXELS = 20;

    /** Channels of an array, 1 or 3; 4 bytes. */
    public static final int CHANNELS = 24;

    /** Bytes from row to row of an array; 4 bytes. */
    public static final int STRIDE_BYTES = 28;

    /** {@link #RGB} or {@link #BGR}, of three channels; 4 bytes. */
    public static final int ORDER = 32;

    /** Bytes of the key; 4 bytes. */
    public static final int KEY_BYTES = 36;

    /** The key, UTF-8. */
    public static final int KEY = 128;

    /** Longest key. */
    public static final int LONGEST_KEY = 128;

    /** Most slots. */
    public static final int MOST_SLOTS = 256;

    /** Largest slot: what one buffer can show. */
    public static final long LARGEST_SLOT = 1L << 30;

    /** Byte of the lock file that the runner holds. */
    public static final long OWNER = 0;

    /** Byte of the lock file of slot 0: shared by readers, held alone by the runner while it writes. */
    public static final long FIRST_LEASE = 16;

    /** {@link #ENCODING}: a JPEG file. */
    public static final int JPEG = 1;

    /** {@link #ENCODING}: an array of height x width x channels. */
    public static final int ARRAY = 2;

    /** {@link #ORDER}: red first. */
    public static final int RGB = 1;

    /** {@link #ORDER}: blue first. */
    public static final int BGR = 2;

    /** The first table above. */
    public static final List<Field> FIELDS =
            List.of(
                    new Field("magic", MAGIC, 8, "plain"),
                    new Field("ready", READY, 8, "release/acquire"),
                    new Field("layoutVersion", LAYOUT_VERSION, 4, "plain"),
                    new Field("slotCount", SLOT_COUNT, 4, "plain"),
                    new Field("slotBytes", SLOT_BYTES, 8, "plain"),
                    new Field("totalBytes", TOTAL_BYTES, 8, "plain"),
                    new Field("createdNanos", CREATED_NANOS, 8, "plain"),
                    new Field("bootId", BOOT_ID, 16, "plain"),
                    new Field("checksum", CHECKSUM, 4, "plain"));

    /** The second table above. */
    public static final List<Field> SLOT_FIELDS =
            List.of(
                    new Field("sequence", SEQUENCE, 8, "release/acquire"),
                    new Field("imageBytes", IMAGE_BYTES, 4, "plain"),
                    new Field("encoding", ENCODING, 4, "plain"),
                    new Field("widthPixels", WIDTH_PIXELS, 4, "plain"),
                    new Field("heightPixels", HEIGHT_PIXELS, 4, "plain"),
                    new Field("channels", CHANNELS, 4, "plain"),
                    new Field("strideBytes", STRIDE_BYTES, 4, "plain"),
                    new Field("order", ORDER, 4, "plain"),
                    new Field("keyBytes", KEY_BYTES, 4, "plain"),
                    new Field("key", KEY, LONGEST_KEY, "plain"));

    private static final int PAGE = 4096;
    private static final int SECTION_ALIGNMENT = 65536;

    private ImageStoreLayout() {}

    /** Returns where the header of a slot is. */
    public static long header(int slot) {
        return HEADERS + (long) HEADER_BYTES * slot;
    }

    /** Returns where the pixels of a slot are. */
    public static long pixels(int slot, int slotCount, long slotBytes) {
        return roundUp(header(slotCount), SECTION_ALIGNMENT) + slotBytes * slot;
    }

    /** Returns the length of the file. */
    public static long totalBytes(int slotCount, long slotBytes) {
        return pixels(slotCount, slotCount, slotBytes);
    }

    /** Returns {@code bytes}, or a little more: whole pages. */
    public static long wholePages(long bytes) {
        return roundUp(bytes, PAGE);
    }

    private static long roundUp(long bytes, long unit) {
        return (bytes + unit - 1) / unit * unit;
    }
}
