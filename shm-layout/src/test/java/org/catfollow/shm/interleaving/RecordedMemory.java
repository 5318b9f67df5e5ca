package org.catfollow.shm.interleaving;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.bytes.internal.NativeBytesStore;

/**
 * Memory that keeps what it looked like after every single store of a writer, and in which a writer
 * can die before any of them. A reader writes nothing, so that these states are all that it can meet:
 * {@link EveryOrder} lets its loads fall among them in every way.
 */
public final class RecordedMemory extends PointerBytesStore implements AutoCloseable {
    /** The writer was killed. */
    public static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Died() {
            super("killed", null, false, false);
        }
    }

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment live;
    private final List<MemorySegment> states = new ArrayList<>();
    private int storesLeft = Integer.MAX_VALUE;

    /** Makes {@code bytes} zeroes, the first state. */
    public RecordedMemory(long bytes) {
        live = arena.allocate(bytes, 4096);
        super.set(live.address(), bytes);
        remember();
    }

    /** Lets whoever writes die instead of making one store more than {@code stores}. */
    public void dieAfter(int stores) {
        storesLeft = stores;
    }

    /** Lets writers live from here on. */
    public void dieNever() {
        storesLeft = Integer.MAX_VALUE;
    }

    /** Returns how many states there were. */
    public int stateCount() {
        return states.size();
    }

    /** Returns the address of a state. */
    public long stateAddress(int state) {
        return states.get(state).address();
    }

    /** Returns a word as it was in a state. */
    public long wordIn(int state, long offset) {
        return states.get(state).get(java.lang.foreign.ValueLayout.JAVA_LONG, offset);
    }

    /** Returns its length in bytes. */
    public long bytes() {
        return live.byteSize();
    }

    private void beforeStore() {
        if (storesLeft == 0) {
            throw new Died();
        }
        storesLeft--;
    }

    private void remember() {
        states.add(arena.allocate(live.byteSize(), 8).copyFrom(live));
    }

    @Override
    public NativeBytesStore<Void> writeLong(long offset, long value) {
        beforeStore();
        super.writeLong(offset, value);
        remember();
        return this;
    }

    @Override
    public NativeBytesStore<Void> writeInt(long offset, int value) {
        beforeStore();
        super.writeInt(offset, value);
        remember();
        return this;
    }

    @Override
    public NativeBytesStore<Void> writeDouble(long offset, double value) {
        beforeStore();
        super.writeDouble(offset, value);
        remember();
        return this;
    }

    @Override
    public NativeBytesStore<Void> writeOrderedLong(long offset, long value) {
        beforeStore();
        super.writeOrderedLong(offset, value);
        remember();
        return this;
    }

    @Override
    public void close() {
        arena.close();
    }
}
