package org.catfollow.runtime.standin;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file of a stand-in HAT in this process's memory, see {@link StandInLayout}. Any thread, any
 * process; nobody waits for anybody.
 *
 * <p>It is made, healthy and with every register 0, by the first that opens it. The memory is given back
 * by the garbage collector: a sonar's thread may be in here when another closes the HAT.
 */
final class StandInFile {
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final int VALUE_BITS = 16;
    private static final int VALUE_MASK = 0xFFFF;
    private static final int GRAYSCALE_HEALTHY = 1000;
    private static final double BATTERY_HEALTHY = 8.2;

    /** Locks of one file belong to the whole process, so two threads of it need one of their own. */
    private static final Object MAKING = new Object();

    private final MemorySegment memory;
    private final long pid = ProcessHandle.current().pid();

    private StandInFile(MemorySegment memory) {
        this.memory = memory;
    }

    /**
     * Opens a file, and makes it when it is new.
     *
     * @throws IOException in one line, when it cannot be opened or is something else
     */
    static StandInFile open(Path path) throws IOException {
        synchronized (MAKING) {
            try (FileChannel channel =
                            FileChannel.open(
                                    path,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE);
                    // Freed by the kernel if we are killed: the next one makes the file whole.
                    FileLock lock = channel.lock()) {
                long bytes = channel.size();
                if (bytes != 0 && bytes != StandInLayout.BYTES) {
                    throw new IOException(
                            "stand-in HAT "
                                    + path
                                    + " has "
                                    + bytes
                                    + " bytes, not "
                                    + StandInLayout.BYTES
                                    + "; name another file, or remove this one");
                }
                StandInFile file =
                        new StandInFile(
                                channel.map(
                                        FileChannel.MapMode.READ_WRITE,
                                        0,
                                        StandInLayout.BYTES,
                                        Arena.ofAuto()));
                file.makeOrCheck(path, lock.isValid());
                return file;
            }
        }
    }

    private void makeOrCheck(Path path, boolean locked) throws IOException {
        // acquire: pairs with the release below
        long magic = (long) LONG.getAcquire(memory, (long) StandInLayout.MAGIC_AT);
        if (magic == 0 && locked) {
            heal();
            // The real pin is pulled up: nothing is in reset.
            long number = nextNumber();
            store(StandInLayout.pin(StandInBus.RESET_GPIO), number, 1);
            publish(
                    number,
                    StandInEntry.pack(
                            StandInEntry.Kind.PIN,
                            StandInEntry.Outcome.DONE,
                            StandInBus.RESET_GPIO,
                            1));
            // release: who sees it sees a healthy HAT; pairs with the acquire above
            LONG.setRelease(memory, (long) StandInLayout.MAGIC_AT, StandInLayout.MAGIC);
        } else if (magic != StandInLayout.MAGIC) {
            throw new IOException(
                    String.format(
                            "stand-in HAT %s begins with %x, not %x; name another file, or remove"
                                    + " this one",
                            path, magic, StandInLayout.MAGIC));
        }
    }

    /** Takes every fault away, and all readings to what is usual. Registers and pins stay. */
    void heal() {
        set(StandInLayout.ECHO_METRES, Double.doubleToRawLongBits(-1));
        set(StandInLayout.GRAYSCALE_0, GRAYSCALE_HEALTHY);
        set(StandInLayout.GRAYSCALE_1, GRAYSCALE_HEALTHY);
        set(StandInLayout.GRAYSCALE_2, GRAYSCALE_HEALTHY);
        set(StandInLayout.BATTERY_VOLTS, Double.doubleToRawLongBits(BATTERY_HEALTHY));
        set(StandInLayout.WRITE_FAULT, 0);
        set(StandInLayout.FAIL_NEXT, 0);
        set(StandInLayout.STUCK_NANOS, 0);
        set(StandInLayout.SLOW_NANOS, 0);
        set(StandInLayout.ANALOG_FAULT, 0);
        set(StandInLayout.ECHO_FAULT, 0);
        set(StandInLayout.DEAF_UNTIL, 0);
    }

    /** Sets a word of the control page. */
    void set(int at, long value) {
        LONG.setOpaque(memory, (long) at, value);
    }

    /** Returns a word of the control page. */
    long get(int at) {
        return (long) LONG.getOpaque(memory, (long) at);
    }

    /** Takes one of so many faults that are left; returns whether there was one. */
    boolean takeFailure() {
        long left = get(StandInLayout.FAIL_NEXT);
        while (left > 0) {
            long seen =
                    (long)
                            LONG.compareAndExchange(
                                    memory, (long) StandInLayout.FAIL_NEXT, left, left - 1);
            if (seen == left) {
                return true;
            }
            left = seen;
        }
        return false;
    }

    /** Takes the next place in the order of the bus. */
    long nextNumber() {
        // Atomic: no two processes have the same.
        return (long) LONG.getAndAdd(memory, (long) StandInLayout.LAST_ENTRY, 1L) + 1;
    }

    /** Returns the last number that somebody took; its entry may not be there yet. */
    long lastNumber() {
        return (long) LONG.getVolatile(memory, (long) StandInLayout.LAST_ENTRY);
    }

    /** Stores the value of a register or pin, unless one of a later number is there. */
    void store(long at, long number, int value) {
        long word = (number << VALUE_BITS) | (value & VALUE_MASK);
        long seen = (long) LONG.getVolatile(memory, at);
        while (seen >>> VALUE_BITS < number) {
            long before = (long) LONG.compareAndExchange(memory, at, seen, word);
            if (before == seen) {
                return;
            }
            seen = before;
        }
    }

    /** Every register is 0 from this number on, as after a reset of the microcontroller. */
    void clearRegisters(long number) {
        for (int register = 0; register < StandInLayout.REGISTER_COUNT; register++) {
            store(StandInLayout.register(register), number, 0);
        }
    }

    /** Returns the value of a register or pin. */
    int value(long at) {
        return (int) (long) LONG.getVolatile(memory, at) & VALUE_MASK;
    }

    /** Publishes an entry under a number that was taken. */
    void publish(long number, long what) {
        long at = StandInLayout.entry(number);
        LONG.setOpaque(memory, at + StandInLayout.NUMBER, 0L);
        VarHandle.storeStoreFence(); // orders: number := 0 BEFORE the fields below
        LONG.setOpaque(memory, at + StandInLayout.NANOS, System.nanoTime());
        LONG.setOpaque(memory, at + StandInLayout.PID, pid);
        LONG.setOpaque(memory, at + StandInLayout.WHAT, what);
        // release: who sees the number sees the fields; pairs with the acquire in read
        LONG.setRelease(memory, at + StandInLayout.NUMBER, number);
    }

    /** Reads an entry; returns false when it is not there: not yet, not ever, or not any more. */
    boolean read(long number, StandInEntry out) {
        long at = StandInLayout.entry(number);
        // acquire: pairs with the release in publish
        if ((long) LONG.getAcquire(memory, at + StandInLayout.NUMBER) != number) {
            return false;
        }
        out.number = number;
        out.nanos = (long) LONG.getOpaque(memory, at + StandInLayout.NANOS);
        out.pid = (long) LONG.getOpaque(memory, at + StandInLayout.PID);
        boolean whole = out.unpack((long) LONG.getOpaque(memory, at + StandInLayout.WHAT));
        VarHandle.acquireFence(); // orders: the fields above BEFORE number is read again
        return whole && (long) LONG.getOpaque(memory, at + StandInLayout.NUMBER) == number;
    }
}
