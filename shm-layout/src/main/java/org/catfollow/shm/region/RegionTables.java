package org.catfollow.shm.region;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.Field;
import org.catfollow.shm.layout.FrameHeaderLayout;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.SignalsLayout;
import org.catfollow.shm.layout.StageRowLayout;
import org.catfollow.shm.layout.TwoCellLayout;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.GuardReason;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.ModelState;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.TextCell;
import org.catfollow.shm.slots.TrackReason;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TruthKind;

/** Every table of the layout under its name, and the fingerprint that is made of them. */
public final class RegionTables {
    private static final List<Class<? extends Enum<?>>> STORED_BY_ORDINAL =
            List.of(
                    Activity.class,
                    Counter.class,
                    CommandKind.class,
                    CommandResult.class,
                    CalibrationPart.class,
                    TrackState.class,
                    TrackReason.class,
                    ControlState.class,
                    ControlReason.class,
                    TruthKind.class,
                    ModelState.class,
                    SpeedLimit.class,
                    EchoState.class,
                    FloorState.class,
                    BatteryState.class,
                    GuardState.class,
                    GuardReason.class);

    // Asked at each attempt to attach, which a stage may make hundreds of times a second.
    private static final long FINGERPRINT = computed();

    private RegionTables() {}

    /** Returns all tables, in file order. */
    public static Map<String, List<Field>> all() {
        Map<String, List<Field>> tables = new LinkedHashMap<>();
        tables.put("header", HeaderLayout.FIELDS);
        tables.put("signals", SignalsLayout.FIELDS);
        tables.put("commands", CommandLayout.FIELDS);
        tables.put("command", CommandLayout.SLOT_FIELDS);
        tables.put("stageRow", StageRowLayout.FIELDS);
        tables.put("stateSlot", TwoCellLayout.FIELDS);
        tables.put("text", TextCell.CODEC.fields());
        for (StateSlot slot : StateSlot.values()) {
            tables.put(slot.tableName(), slot.codec().fields());
        }
        tables.put("frameHeader", FrameHeaderLayout.FIELDS);
        return tables;
    }

    /**
     * Returns a number that changes with every change of any table, and of what the region stores by
     * ordinal: two builds that forgot to raise the layout version still do not take each other's
     * region for their own.
     */
    public static long fingerprint() {
        return FINGERPRINT;
    }

    private static long computed() {
        StringBuilder text = new StringBuilder();
        text.append(HeaderLayout.VERSION).append(Geometry.SECTION_ALIGNMENT);
        text.append(Geometry.PAYLOAD_ALIGNMENT).append(FrameHeaderLayout.BYTES);
        text.append(CommandLayout.CAPACITY).append(TwoCellLayout.FIRST_CELL);
        for (Class<? extends Enum<?>> stored : STORED_BY_ORDINAL) {
            text.append(stored.getSimpleName()).append(List.of(stored.getEnumConstants()));
        }
        for (Section section : Section.values()) {
            text.append(section.name());
        }
        for (StateSlot slot : StateSlot.values()) {
            text.append(slot.name()).append(slot.section()).append(slot.offset());
        }
        all().forEach((name, fields) -> text.append(name).append(fields));
        CRC32C low = new CRC32C();
        CRC32 high = new CRC32();
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        low.update(bytes);
        high.update(bytes);
        return high.getValue() << 32 | low.getValue();
    }
}
