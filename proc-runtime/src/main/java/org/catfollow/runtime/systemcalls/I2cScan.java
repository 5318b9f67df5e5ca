package org.catfollow.runtime.systemcalls;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;

/**
 * Which addresses of a bus answer: by reading a byte, as {@code i2cdetect -r} does, which changes
 * nothing. An address that a kernel driver has taken is not read.
 */
public final class I2cScan {
    private static final long AT_FDCWD = -100;

    /** O_RDWR | O_CLOEXEC. */
    private static final long OPEN_FLAGS = 2 | 0x80000;

    private static final long I2C_SLAVE = 0x0703;

    private I2cScan() {}

    /** Returns which of {@code addresses} answer; empty where the bus cannot be opened. */
    public static Optional<List<Integer>> scan(Path bus, List<Integer> addresses) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(bus.toString());
            long descriptor =
                    new Syscall(Call.OPENAT).call(AT_FDCWD, path.address(), OPEN_FLAGS, 0, 0);
            if (descriptor < 0) {
                return Optional.empty();
            }
            MemorySegment answer = arena.allocate(1);
            Syscall control = new Syscall(Call.IOCTL);
            Syscall read = new Syscall(Call.READ);
            List<Integer> seen = new ArrayList<>();
            for (int address : addresses) {
                if (control.call(descriptor, I2C_SLAVE, address, 0, 0) == 0
                        && read.call(descriptor, answer.address(), 1, 0, 0) == 1) {
                    seen.add(address);
                }
            }
            new Syscall(Call.CLOSE).call(descriptor, 0, 0, 0, 0);
            return Optional.of(seen);
        }
    }
}
