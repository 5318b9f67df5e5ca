package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * The simulated car, as it lies in its cell. Written by control.
 *
 * <pre>
 * offset  bytes  field                 access
 *      0      8  nanos                 plain
 *      8      8  xMetres               plain
 *     16      8  yMetres               plain
 *     24      8  headingDegrees        plain
 *     32      4  speedMetresPerSecond  plain
 *     36      4  steeringDegrees       plain
 *     40      4  panDegrees            plain
 *     44      4  tiltDegrees           plain
 * </pre>
 */
public final class SimulatedCarCell implements CellCodec<SimulatedCarState> {
    /** The one instance. */
    public static final SimulatedCarCell CODEC = new SimulatedCarCell();

    private static final int NANOS = 0;
    private static final int X_METRES = 8;
    private static final int Y_METRES = 16;
    private static final int HEADING_DEGREES = 24;
    private static final int SPEED = 32;
    private static final int STEERING = 36;
    private static final int PAN = 40;
    private static final int TILT = 44;
    private static final int BYTES = 48;

    /** No car of ours has driven so far. */
    private static final double FARTHEST_METRES = 1e6;

    private SimulatedCarCell() {}

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("nanos", NANOS, 8, "plain"),
                new Field("xMetres", X_METRES, 8, "plain"),
                new Field("yMetres", Y_METRES, 8, "plain"),
                new Field("headingDegrees", HEADING_DEGREES, 8, "plain"),
                new Field("speedMetresPerSecond", SPEED, 4, "plain"),
                new Field("steeringDegrees", STEERING, 4, "plain"),
                new Field("panDegrees", PAN, 4, "plain"),
                new Field("tiltDegrees", TILT, 4, "plain"));
    }

    @Override
    public void write(SimulatedCarState car, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + NANOS, car.nanos);
        store.writeDouble(offset + X_METRES, car.xMetres);
        store.writeDouble(offset + Y_METRES, car.yMetres);
        store.writeDouble(offset + HEADING_DEGREES, car.headingDegrees);
        store.writeFloat(offset + SPEED, car.speedMetresPerSecond);
        store.writeFloat(offset + STEERING, car.steeringDegrees);
        store.writeFloat(offset + PAN, car.panDegrees);
        store.writeFloat(offset + TILT, car.tiltDegrees);
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, SimulatedCarState car) {
        car.nanos = store.readLong(offset + NANOS);
        car.xMetres = store.readDouble(offset + X_METRES);
        car.yMetres = store.readDouble(offset + Y_METRES);
        car.headingDegrees = store.readDouble(offset + HEADING_DEGREES);
        car.speedMetresPerSecond = store.readFloat(offset + SPEED);
        car.steeringDegrees = store.readFloat(offset + STEERING);
        car.panDegrees = store.readFloat(offset + PAN);
        car.tiltDegrees = store.readFloat(offset + TILT);
        // Written so that NaN is refused.
        return Math.abs(car.xMetres) < FARTHEST_METRES
                && Math.abs(car.yMetres) < FARTHEST_METRES
                && Math.abs(car.headingDegrees) <= 360
                && Float.isFinite(car.speedMetresPerSecond)
                && Float.isFinite(car.steeringDegrees)
                && Float.isFinite(car.panDegrees)
                && Float.isFinite(car.tiltDegrees);
    }
}
