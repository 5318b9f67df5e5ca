package org.catfollow.shm.interleaving;

import java.util.Arrays;
import net.openhft.chronicle.bytes.PointerBytesStore;

/**
 * What a reader of a {@link RecordedMemory} sees when each of its loads falls after some store of the
 * writer, not before its own earlier loads: {@link #next} goes to the next of all such orders.
 *
 * <pre>{@code
 * EveryOrder order = new EveryOrder(memory, loads);
 * do {
 *     run the reader on the order
 * } while (order.next());
 * }</pre>
 *
 * <p>Only the reader's first {@code freeLoads} loads are moved freely, the later ones come as early as
 * they can: a reader that starts again from a later state is one that starts there, which is another
 * of the orders.
 */
public final class EveryOrder extends PointerBytesStore {
    private final RecordedMemory recorded;
    private final int[] state;
    private int fixed;
    private int loads;
    private int current;
    private long runs = 1;

    /** Makes the orders of the first {@code freeLoads} loads, beginning with the earliest one. */
    public EveryOrder(RecordedMemory memory, int freeLoads) {
        this.recorded = memory;
        this.state = new int[freeLoads];
        super.set(memory.stateAddress(0), memory.bytes());
    }

    /** Goes to the next order; false when there is none. */
    public boolean next() {
        int last = Math.min(loads, state.length) - 1;
        while (last >= 0 && state[last] == recorded.stateCount() - 1) {
            last--;
        }
        loads = 0;
        current = 0;
        if (last < 0) {
            return false;
        }
        state[last]++;
        fixed = last + 1;
        runs++;
        return true;
    }

    /** Returns the state that the reader's last load met. */
    public int currentState() {
        return current;
    }

    /** Returns the state that the reader's first load met. */
    public int firstState() {
        return state[0];
    }

    /** Returns how many orders there were. */
    public long runs() {
        return runs;
    }

    /** Returns which state each load met, for the message of a failure. */
    public String describe() {
        return Arrays.toString(Arrays.copyOf(state, Math.min(loads, state.length)));
    }

    private void beforeLoad() {
        int load = loads++;
        if (load < state.length) {
            if (load >= fixed) {
                state[load] = current;
            }
            current = state[load];
            super.set(recorded.stateAddress(current), recorded.bytes());
        }
    }

    @Override
    public long readLong(long offset) {
        beforeLoad();
        return super.readLong(offset);
    }

    @Override
    public int readInt(long offset) {
        beforeLoad();
        return super.readInt(offset);
    }

    @Override
    public double readDouble(long offset) {
        beforeLoad();
        return super.readDouble(offset);
    }

    @Override
    public long readVolatileLong(long offset) {
        beforeLoad();
        return super.readVolatileLong(offset);
    }
}
