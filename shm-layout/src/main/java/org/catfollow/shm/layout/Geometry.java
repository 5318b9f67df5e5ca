package org.catfollow.shm.layout;

/**
 * How many frames the region holds and how large they may be; everything else follows from it.
 *
 * @param slotCount frames in the ring, a power of two, {@value #MIN_SLOTS} to {@value #MAX_SLOTS}
 * @param maxWidthPixels widest frame
 * @param maxHeightPixels highest frame
 */
public record Geometry(int slotCount, int maxWidthPixels, int maxHeightPixels) {
    /** Fewest slots: a reader needs a frame's time while the writer fills the next. */
    public static final int MIN_SLOTS = 4;

    /** Most slots. */
    public static final int MAX_SLOTS = 256;

    /** Smallest edge: room for the stamps of the test pattern. */
    public static final int MIN_EDGE_PIXELS = 64;

    /** Longest edge. */
    public static final int MAX_EDGE_PIXELS = 4096;

    /** Bytes of a pixel in the widest format, BGR24. */
    public static final int MAX_BYTES_PER_PIXEL = 3;

    /** Sections start at multiples of this: the largest page size of an aarch64 kernel. */
    public static final int SECTION_ALIGNMENT = 64 * 1024;

    /** Payloads start at multiples of this. */
    public static final int PAYLOAD_ALIGNMENT = 4096;

    /** The default: half a second of 640x480 at 30 frames a second. */
    public static final Geometry DEFAULT = new Geometry(16, 640, 480);

    // values() copies its array at each call, and readers ask for offsets once a frame.
    private static final Section[] SECTIONS = Section.values();

    /** Checks the ranges. */
    public Geometry {
        if (slotCount < MIN_SLOTS || slotCount > MAX_SLOTS || Integer.bitCount(slotCount) != 1) {
            throw new IllegalArgumentException(
                    "slot count must be a power of two from "
                            + MIN_SLOTS
                            + " to "
                            + MAX_SLOTS
                            + ", not "
                            + slotCount);
        }
        checkEdge("width", maxWidthPixels);
        checkEdge("height", maxHeightPixels);
    }

    private static void checkEdge(String name, int pixels) {
        if (pixels < MIN_EDGE_PIXELS || pixels > MAX_EDGE_PIXELS) {
            throw new IllegalArgumentException(
                    "slot "
                            + name
                            + " must be "
                            + MIN_EDGE_PIXELS
                            + " to "
                            + MAX_EDGE_PIXELS
                            + " pixels, not "
                            + pixels);
        }
    }

    /** Returns the bytes that one frame may have. */
    public long slotCapacityBytes() {
        return (long) maxWidthPixels * maxHeightPixels * MAX_BYTES_PER_PIXEL;
    }

    /** Returns the bytes from one payload to the next. */
    public long payloadSpacingBytes() {
        return alignUp(slotCapacityBytes(), PAYLOAD_ALIGNMENT);
    }

    /** Returns the slot of a frame. */
    public int slotOf(long frameId) {
        return (int) (frameId & (slotCount - 1));
    }

    /** Returns a section's length in bytes, a multiple of {@link #SECTION_ALIGNMENT}. */
    public long length(Section section) {
        return switch (section) {
            case FRAME_HEADERS ->
                    alignUp((long) slotCount * FrameHeaderLayout.BYTES, SECTION_ALIGNMENT);
            case FRAME_PAYLOADS -> alignUp(slotCount * payloadSpacingBytes(), SECTION_ALIGNMENT);
            default -> SECTION_ALIGNMENT;
        };
    }

    /** Returns a section's first byte in the file. */
    public long offset(Section section) {
        long offset = 0;
        for (Section earlier : SECTIONS) {
            if (earlier == section) {
                break;
            }
            offset += length(earlier);
        }
        return offset;
    }

    /** Returns the length of the region file. */
    public long totalBytes() {
        return offset(Section.FRAME_PAYLOADS) + length(Section.FRAME_PAYLOADS);
    }

    /** Returns the first byte of a slot's header, in the file. */
    public long frameHeaderOffset(int slot) {
        return offset(Section.FRAME_HEADERS) + (long) slot * FrameHeaderLayout.BYTES;
    }

    /** Returns the first byte of a slot's pixels, in the file. */
    public long payloadOffset(int slot) {
        return offset(Section.FRAME_PAYLOADS) + slot * payloadSpacingBytes();
    }

    private static long alignUp(long value, long alignment) {
        return (value + alignment - 1) & -alignment;
    }
}
