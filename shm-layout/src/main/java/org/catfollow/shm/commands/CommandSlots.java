package org.catfollow.shm.commands;

import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.CommandLayout;

/** How a command lies in its slot of the ring. Plain accesses: the tail's release orders them. */
final class CommandSlots {
    private static final CommandKind[] KINDS = CommandKind.values();
    private static final CalibrationPart[] PARTS = CalibrationPart.values();

    private CommandSlots() {}

    private static long slotOffset(long ringOffset, long sequence) {
        return ringOffset
                + CommandLayout.SLOTS
                + (sequence & (CommandLayout.CAPACITY - 1)) * CommandLayout.SLOT_BYTES;
    }

    static void write(BytesStore<?, ?> memory, long ringOffset, Command command) {
        long slot = slotOffset(ringOffset, command.sequence);
        memory.writeLong(slot + CommandLayout.SEQUENCE, command.sequence);
        memory.writeInt(slot + CommandLayout.KIND, command.kind.ordinal());
        memory.writeLong(slot + CommandLayout.EXPIRES_NANOS, command.expiresNanos);
        memory.writeDouble(slot + CommandLayout.X, command.x);
        memory.writeDouble(slot + CommandLayout.Y, command.y);
        memory.writeLong(slot + CommandLayout.STOP_COUNT, command.stopCount);
        memory.writeLong(slot + CommandLayout.SENDER_PID, command.senderPid);
        memory.writeInt(slot + CommandLayout.PART, command.part.ordinal());
        memory.writeDouble(slot + CommandLayout.SPEED, command.speedMetresPerSecond);
        memory.writeDouble(slot + CommandLayout.STEERING, command.steeringDegrees);
        memory.writeDouble(slot + CommandLayout.PAN, command.panDegrees);
        memory.writeDouble(slot + CommandLayout.TILT, command.tiltDegrees);
        memory.writeDouble(slot + CommandLayout.VALUE, command.value);
    }

    /** Reads the command {@code sequence}; false when the slot does not hold it or makes no sense. */
    static boolean read(BytesStore<?, ?> memory, long ringOffset, long sequence, Command command) {
        long slot = slotOffset(ringOffset, sequence);
        command.sequence = memory.readLong(slot + CommandLayout.SEQUENCE);
        int kind = memory.readInt(slot + CommandLayout.KIND);
        command.expiresNanos = memory.readLong(slot + CommandLayout.EXPIRES_NANOS);
        command.x = memory.readDouble(slot + CommandLayout.X);
        command.y = memory.readDouble(slot + CommandLayout.Y);
        command.stopCount = memory.readLong(slot + CommandLayout.STOP_COUNT);
        command.senderPid = memory.readLong(slot + CommandLayout.SENDER_PID);
        int part = memory.readInt(slot + CommandLayout.PART);
        command.speedMetresPerSecond = memory.readDouble(slot + CommandLayout.SPEED);
        command.steeringDegrees = memory.readDouble(slot + CommandLayout.STEERING);
        command.panDegrees = memory.readDouble(slot + CommandLayout.PAN);
        command.tiltDegrees = memory.readDouble(slot + CommandLayout.TILT);
        command.value = memory.readDouble(slot + CommandLayout.VALUE);
        if (command.sequence != sequence
                || kind <= 0
                || kind >= KINDS.length
                || part < 0
                || part >= PARTS.length
                || !command.finite()) {
            return false;
        }
        command.kind = KINDS[kind];
        command.part = PARTS[part];
        return true;
    }
}
