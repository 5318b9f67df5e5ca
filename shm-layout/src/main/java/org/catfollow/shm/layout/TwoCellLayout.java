package org.catfollow.shm.layout;

import java.util.List;

/**
 * A state slot: a generation and two cells, of which the generation's lowest bit names the one that
 * may be read. Written by one stage, read by everybody.
 *
 * <pre>
 * offset  bytes  field       access
 *      0      8  generation  release/acquire
 * </pre>
 *
 * <p>The cells follow at {@link #FIRST_CELL}, each a multiple of 128 bytes long. A cell begins and
 * ends with a seal, an 8-byte word that holds the generation it was written for; the value lies
 * between. The seals are no part of the protocol: they let any reader prove after the fact that what
 * it copied was one whole value.
 */
public final class TwoCellLayout {
    /** {@code generation}: 0 before the first value. */
    public static final int GENERATION = 0;

    /** Where the cell of even generations begins. */
    public static final int FIRST_CELL = 128;

    /** Bytes of a seal. */
    public static final int SEAL_BYTES = 8;

    /** The table above. */
    public static final List<Field> FIELDS =
            List.of(new Field("generation", GENERATION, 8, "release/acquire"));

    private TwoCellLayout() {}

    /** Returns the length of one cell whose value has {@code valueBytes}. */
    public static int cellBytes(int valueBytes) {
        return (valueBytes + 2 * SEAL_BYTES + 127) & -128;
    }

    /** Returns the length of a whole state slot whose value has {@code valueBytes}. */
    public static int slotBytes(int valueBytes) {
        return FIRST_CELL + 2 * cellBytes(valueBytes);
    }
}
