package org.catfollow.shm.region;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.core.OS;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;

/**
 * A stretch of the region file in this process's memory, by Chronicle, every page touched.
 *
 * <p>A read-only mapping is one to the hardware too: a store through it is a fault, not a torn frame.
 * Closing ends every use of the memory: views that outlive it crash the JVM, so {@link Region} closes
 * last.
 */
public final class Mapping implements AutoCloseable {
    private static final int PAGE = 4096;
    private static final long MADV_POPULATE_READ = 22;

    private final PointerBytesStore store = new PointerBytesStore();
    private final long address;
    private final long length;
    private boolean closed;

    private Mapping(long address, long length) {
        this.address = address;
        this.length = length;
        store.set(address, length);
    }

    /** Maps {@code length} bytes of a file from {@code offset}, both multiples of a page. */
    public static Mapping map(FileChannel channel, long offset, long length, boolean writable)
            throws IOException {
        FileChannel.MapMode mode =
                writable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
        Mapping mapping = new Mapping(OS.map(channel, mode, offset, length), length);
        boolean whole = false;
        try {
            mapping.touch();
            whole = true;
        } catch (InternalError e) {
            // What the JVM makes of a bus error: the file ends before the mapping does.
            throw new RegionException(
                    "cannot map region: its file was cut short meanwhile; start again", e);
        } finally {
            if (!whole) {
                mapping.close();
            }
        }
        return mapping;
    }

    /**
     * First touch costs up to 3 ms a frame; better now than in the first frames. By one call where the
     * kernel knows it (Linux 5.14): page by page, in code that is still cold, costs a start 50 ms.
     */
    private void touch() {
        if (new Syscall(Call.MADVISE).call(address, length, MADV_POPULATE_READ, 0, 0) == 0) {
            return;
        }
        long sum = 0;
        for (long at = 0; at < length; at += PAGE) {
            sum += store.readByte(at);
        }
        if (sum == Long.MIN_VALUE) {
            throw new IllegalStateException("unreachable: keeps the loads from being removed");
        }
    }

    /** Returns the memory; not to be used beyond {@link #close}. */
    public PointerBytesStore store() {
        return store;
    }

    /** Returns a direct buffer over a part of the mapping; not beyond {@link #close}. */
    public ByteBuffer buffer(long offset, long bytes) {
        return MemorySegment.ofAddress(address + offset).reinterpret(bytes).asByteBuffer();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            OS.unmap(address, length);
        } catch (IOException e) {
            throw new RegionException("cannot unmap region: " + Reason.of(e), e);
        }
    }
}
