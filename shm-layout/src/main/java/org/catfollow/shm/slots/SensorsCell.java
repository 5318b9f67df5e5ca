package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * What control's sensors say, as it lies in its cell. Written by control.
 *
 * <pre>
 * offset  bytes  field           access
 *      0      8  nanos           plain
 *      8      8  distanceNanos   plain
 *     16      8  grayscaleNanos  plain
 *     24      8  batteryNanos    plain
 *     32      4  distanceMetres  plain
 *     36      4  batteryVolts    plain
 *     40     12  grayscale       plain
 *     52      4  echo            plain
 *     56      4  floor           plain
 *     60      4  battery         plain
 * </pre>
 */
public final class SensorsCell implements CellCodec<Sensors> {
    /** The one instance. */
    public static final SensorsCell CODEC = new SensorsCell();

    private static final int NANOS = 0;
    private static final int DISTANCE_NANOS = 8;
    private static final int GRAYSCALE_NANOS = 16;
    private static final int BATTERY_NANOS = 24;
    private static final int DISTANCE_METRES = 32;
    private static final int BATTERY_VOLTS = 36;
    private static final int GRAYSCALE = 40;
    private static final int ECHO = 52;
    private static final int FLOOR = 56;
    private static final int BATTERY = 60;
    private static final int BYTES = 64;

    private static final EchoState[] ECHO_STATES = EchoState.values();
    private static final FloorState[] FLOOR_STATES = FloorState.values();
    private static final BatteryState[] BATTERY_STATES = BatteryState.values();

    private SensorsCell() {}

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("nanos", NANOS, 8, "plain"),
                new Field("distanceNanos", DISTANCE_NANOS, 8, "plain"),
                new Field("grayscaleNanos", GRAYSCALE_NANOS, 8, "plain"),
                new Field("batteryNanos", BATTERY_NANOS, 8, "plain"),
                new Field("distanceMetres", DISTANCE_METRES, 4, "plain"),
                new Field("batteryVolts", BATTERY_VOLTS, 4, "plain"),
                new Field("grayscale", GRAYSCALE, 12, "plain"),
                new Field("echo", ECHO, 4, "plain"),
                new Field("floor", FLOOR, 4, "plain"),
                new Field("battery", BATTERY, 4, "plain"));
    }

    @Override
    public void write(Sensors value, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + NANOS, value.nanos);
        store.writeLong(offset + DISTANCE_NANOS, value.distanceNanos);
        store.writeLong(offset + GRAYSCALE_NANOS, value.grayscaleNanos);
        store.writeLong(offset + BATTERY_NANOS, value.batteryNanos);
        store.writeFloat(offset + DISTANCE_METRES, value.distanceMetres);
        store.writeFloat(offset + BATTERY_VOLTS, value.batteryVolts);
        for (int i = 0; i < value.grayscale.length; i++) {
            store.writeInt(offset + GRAYSCALE + 4L * i, value.grayscale[i]);
        }
        store.writeInt(offset + ECHO, value.echo.ordinal());
        store.writeInt(offset + FLOOR, value.floor.ordinal());
        store.writeInt(offset + BATTERY, value.battery.ordinal());
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, Sensors value) {
        value.nanos = store.readLong(offset + NANOS);
        value.distanceNanos = store.readLong(offset + DISTANCE_NANOS);
        value.grayscaleNanos = store.readLong(offset + GRAYSCALE_NANOS);
        value.batteryNanos = store.readLong(offset + BATTERY_NANOS);
        value.distanceMetres = store.readFloat(offset + DISTANCE_METRES);
        value.batteryVolts = store.readFloat(offset + BATTERY_VOLTS);
        for (int i = 0; i < value.grayscale.length; i++) {
            value.grayscale[i] = store.readInt(offset + GRAYSCALE + 4L * i);
        }
        int echo = store.readInt(offset + ECHO);
        int floor = store.readInt(offset + FLOOR);
        int battery = store.readInt(offset + BATTERY);
        if (echo < 0
                || echo >= ECHO_STATES.length
                || floor < 0
                || floor >= FLOOR_STATES.length
                || battery < 0
                || battery >= BATTERY_STATES.length) {
            return false;
        }
        value.echo = ECHO_STATES[echo];
        value.floor = FLOOR_STATES[floor];
        value.battery = BATTERY_STATES[battery];
        return Float.isFinite(value.distanceMetres) && Float.isFinite(value.batteryVolts);
    }
}
