package org.catfollow.bench.ordering;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import net.openhft.chronicle.bytes.PointerBytesStore;

/**
 * Zeroed native memory for one test's state. Cut from slabs, which go when all that were cut from one
 * are gone: a call for each state would be slower than the test.
 */
public final class Pieces {
    /** Bytes of a piece: a stage row, a command ring, or two cells fit. */
    public static final int BYTES = 4096;

    private static final int IN_A_SLAB = 256;

    private static MemorySegment slab;
    private static int used = IN_A_SLAB;

    private Pieces() {}

    /** Keeps its slab. */
    public static final class Piece extends PointerBytesStore {
        private final MemorySegment keptFrom;

        private Piece(MemorySegment slab, long offset) {
            this.keptFrom = slab;
            set(slab.address() + offset, BYTES);
        }

        /** Returns the slab that this piece keeps alive. */
        public MemorySegment slab() {
            return keptFrom;
        }
    }

    /** Returns a piece that nobody had before. */
    public static synchronized Piece next() {
        if (used == IN_A_SLAB) {
            slab = Arena.ofAuto().allocate((long) IN_A_SLAB * BYTES, BYTES);
            used = 0;
        }
        return new Piece(slab, (long) BYTES * used++);
    }
}
