package org.catfollow.shm.layout;

import java.util.List;

/**
 * What the region is. Written once by its creator before any other process can see the file; the
 * {@code ready} word is written last.
 *
 * <pre>
 * offset  bytes  field                access
 *      0      8  magic                plain
 *      8      8  ready                release/acquire
 *     16      4  layoutVersion        plain
 *     20      4  sectionCount         plain
 *     24      8  fingerprint          plain
 *     32      8  totalBytes           plain
 *     40      4  slotCount            plain
 *     44      4  maxWidthPixels       plain
 *     48      4  maxHeightPixels      plain
 *     52      4  sectionAlignment     plain
 *     56      8  payloadSpacingBytes  plain
 *     64      8  creatorPid           plain
 *     72      8  creatorStartTicks    plain
 *     80      8  createdNanos         plain
 *     88     16  bootId               plain
 *    104      8  checksum             plain
 *    128    256  sections             table
 * </pre>
 *
 * <p>{@code sections} has sixteen entries of two 8-byte words, offset and length, in the order of
 * {@link Section}; unused ones are zero. {@code checksum} is the CRC-32C of bytes 0 to {@link #BYTES}
 * with {@code ready} and {@code checksum} taken as zero.
 */
public final class HeaderLayout {
    /** Says that the file is a region: the bytes {@code CATFRAME}. */
    public static final long MAGIC_VALUE = 0x454D415246544143L;

    /** What {@code ready} holds when everything else has been written: the bytes {@code COMPLETE}. */
    public static final long READY_VALUE = 0x4554454C504D4F43L;

    /** Raised with every change of any table; two versions never share a region. */
    public static final int VERSION = 5;

    /** {@code magic}. */
    public static final int MAGIC = 0;

    /** {@code ready}. */
    public static final int READY = 8;

    /** {@code layoutVersion}. */
    public static final int LAYOUT_VERSION = 16;

    /** {@code sectionCount}. */
    public static final int SECTION_COUNT = 20;

    /** {@code fingerprint}. */
    public static final int FINGERPRINT = 24;

    /** {@code totalBytes}. */
    public static final int TOTAL_BYTES = 32;

    /** {@code slotCount}. */
    public static final int SLOT_COUNT = 40;

    /** {@code maxWidthPixels}. */
    public static final int MAX_WIDTH_PIXELS = 44;

    /** {@code maxHeightPixels}. */
    public static final int MAX_HEIGHT_PIXELS = 48;

    /** {@code sectionAlignment}. */
    public static final int SECTION_ALIGNMENT = 52;

    /** {@code payloadSpacingBytes}. */
    public static final int PAYLOAD_SPACING_BYTES = 56;

    /** {@code creatorPid}. */
    public static final int CREATOR_PID = 64;

    /** {@code creatorStartTicks}: the process's start, from /proc, in clock ticks since boot. */
    public static final int CREATOR_START_TICKS = 72;

    /** {@code createdNanos}: CLOCK_MONOTONIC. */
    public static final int CREATED_NANOS = 80;

    /** {@code bootId}: tells monotonic times of two boots apart. */
    public static final int BOOT_ID = 88;

    /** {@code checksum}. */
    public static final int CHECKSUM = 104;

    /** {@code sections}. */
    public static final int SECTIONS = 128;

    /** Bytes of one entry of {@code sections}. */
    public static final int SECTION_ENTRY_BYTES = 16;

    /** Bytes that the header uses. */
    public static final int BYTES = 384;

    /** The table above. */
    public static final List<Field> FIELDS =
            List.of(
                    new Field("magic", MAGIC, 8, "plain"),
                    new Field("ready", READY, 8, "release/acquire"),
                    new Field("layoutVersion", LAYOUT_VERSION, 4, "plain"),
                    new Field("sectionCount", SECTION_COUNT, 4, "plain"),
                    new Field("fingerprint", FINGERPRINT, 8, "plain"),
                    new Field("totalBytes", TOTAL_BYTES, 8, "plain"),
                    new Field("slotCount", SLOT_COUNT, 4, "plain"),
                    new Field("maxWidthPixels", MAX_WIDTH_PIXELS, 4, "plain"),
                    new Field("maxHeightPixels", MAX_HEIGHT_PIXELS, 4, "plain"),
                    new Field("sectionAlignment", SECTION_ALIGNMENT, 4, "plain"),
                    new Field("payloadSpacingBytes", PAYLOAD_SPACING_BYTES, 8, "plain"),
                    new Field("creatorPid", CREATOR_PID, 8, "plain"),
                    new Field("creatorStartTicks", CREATOR_START_TICKS, 8, "plain"),
                    new Field("createdNanos", CREATED_NANOS, 8, "plain"),
                    new Field("bootId", BOOT_ID, 16, "plain"),
                    new Field("checksum", CHECKSUM, 8, "plain"),
                    new Field("sections", SECTIONS, 256, "table"));

    private HeaderLayout() {}
}
