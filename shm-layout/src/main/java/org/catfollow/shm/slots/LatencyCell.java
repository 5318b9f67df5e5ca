package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * How long pictures take to become motion, as it lies in its cell. Written by control.
 *
 * <pre>
 * offset  bytes  field     access
 *      0      8  nanos     plain
 *      8      8  count     plain
 *     16      8  p50Nanos  plain
 *     24      8  p99Nanos  plain
 *     32      8  maxNanos  plain
 *     40    320  buckets   plain
 * </pre>
 */
public final class LatencyCell implements CellCodec<Latency> {
    /** The one instance. */
    public static final LatencyCell CODEC = new LatencyCell();

    private static final int NANOS = 0;
    private static final int COUNT = 8;
    private static final int P50_NANOS = 16;
    private static final int P99_NANOS = 24;
    private static final int MAX_NANOS = 32;
    private static final int BUCKETS = 40;
    private static final int BYTES = 360;

    private LatencyCell() {}

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("nanos", NANOS, 8, "plain"),
                new Field("count", COUNT, 8, "plain"),
                new Field("p50Nanos", P50_NANOS, 8, "plain"),
                new Field("p99Nanos", P99_NANOS, 8, "plain"),
                new Field("maxNanos", MAX_NANOS, 8, "plain"),
                new Field("buckets", BUCKETS, 320, "plain"));
    }

    @Override
    public void write(Latency value, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + NANOS, value.nanos);
        store.writeLong(offset + COUNT, value.count);
        store.writeLong(offset + P50_NANOS, value.p50Nanos);
        store.writeLong(offset + P99_NANOS, value.p99Nanos);
        store.writeLong(offset + MAX_NANOS, value.maxNanos);
        for (int i = 0; i < value.buckets.length; i++) {
            store.writeLong(offset + BUCKETS + 8L * i, value.buckets[i]);
        }
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, Latency value) {
        value.nanos = store.readLong(offset + NANOS);
        value.count = store.readLong(offset + COUNT);
        value.p50Nanos = store.readLong(offset + P50_NANOS);
        value.p99Nanos = store.readLong(offset + P99_NANOS);
        value.maxNanos = store.readLong(offset + MAX_NANOS);
        for (int i = 0; i < value.buckets.length; i++) {
            value.buckets[i] = store.readLong(offset + BUCKETS + 8L * i);
        }
        return value.count >= 0
                && value.p50Nanos >= 0
                && value.p99Nanos >= 0
                && value.maxNanos >= 0;
    }
}
