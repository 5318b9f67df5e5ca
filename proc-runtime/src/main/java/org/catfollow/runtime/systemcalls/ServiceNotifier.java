package org.catfollow.runtime.systemcalls;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;

/**
 * Tells systemd that the process works, and that it still goes round: sd_notify(3) over the datagram
 * socket that {@code NOTIFY_SOCKET} names. Sent from the duty cycle's own thread, so that a loop that
 * hangs says nothing, and systemd starts it again ({@code WatchdogSec=}).
 *
 * <p>Silent where there is no systemd. For the stage's one thread; {@link #alive} allocates nothing, never
 * waits, and makes a system call only when one is due. What systemd cannot hear is no reason to stop.
 */
public final class ServiceNotifier implements AutoCloseable {
    private static final long AF_UNIX = 1;

    /** SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC: a systemd that is busy must not hold a wheel up. */
    private static final long DATAGRAM = 2 | 0x800 | 0x80000;

    private static final int PATH_AT = 2;
    private static final int LONGEST_PATH = 107;
    private static final long NANOS_PER_MICRO = 1000;

    /** Without a watchdog there is nobody to be told; with one, not more often than needed. */
    private static final long NEVER = Long.MAX_VALUE;

    private static final long LONGEST_NANOS = 1_000_000_000L;

    private final Arena arena = Arena.ofShared();
    private final boolean wanted;
    private final long intervalNanos;
    private MemorySegment address;
    private long addressBytes;
    private MemorySegment beat;
    private Syscall connect;
    private Syscall write;
    private Syscall socket;
    private Syscall close;
    private long descriptor = -1;
    private boolean ready;
    private long lastNanos;

    private ServiceNotifier(String path, long intervalNanos) {
        this.wanted = path != null;
        this.intervalNanos = wanted ? intervalNanos : NEVER;
        if (!wanted) {
            return;
        }
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (bytes[0] == '@') {
            // A name without a file.
            bytes[0] = 0;
        }
        address = arena.allocate(PATH_AT + LONGEST_PATH + 1L);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, PATH_AT, bytes.length);
        // Of a file with its final zero, of a name without one.
        addressBytes = (long) PATH_AT + bytes.length + (bytes[0] == 0 ? 0 : 1);
        beat = text("WATCHDOG=1");
        socket = new Syscall(Call.SOCKET);
        connect = new Syscall(Call.CONNECT);
        write = new Syscall(Call.WRITE);
        close = new Syscall(Call.CLOSE);
    }

    /** Returns one for what {@code environment} says, for the process {@code pid}. */
    static ServiceNotifier of(Map<String, String> environment, long pid) {
        String path = environment.get("NOTIFY_SOCKET");
        boolean another =
                !environment.getOrDefault("WATCHDOG_PID", "" + pid).equals(Long.toString(pid));
        if (path == null
                || another
                || !(path.startsWith("/") || path.startsWith("@"))
                || path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            return new ServiceNotifier(null, NEVER);
        }
        long interval = NEVER;
        String watchdog = environment.getOrDefault("WATCHDOG_USEC", "");
        if (watchdog.matches("[1-9][0-9]{0,14}")) {
            // A third: one that is lost on the way is no death.
            interval = Math.min(LONGEST_NANOS, Long.parseLong(watchdog) * NANOS_PER_MICRO / 3);
        }
        return new ServiceNotifier(path, interval);
    }

    /** Returns one for this process. */
    public static ServiceNotifier ofThisProcess() {
        return of(System.getenv(), ProcessHandle.current().pid());
    }

    /** Returns whether a service manager started this process and listens. */
    public boolean isWanted() {
        return wanted;
    }

    /** Says that the process works; the first call counts. */
    public void ready(String status) {
        if (wanted && !ready) {
            ready = true;
            send(text("READY=1\nSTATUS=" + status));
        }
    }

    /** Says that the process goes round, when it is time to; called in each round. */
    public void alive(long nowNanos) {
        if (intervalNanos != NEVER && nowNanos - lastNanos >= intervalNanos) {
            lastNanos = nowNanos;
            send(beat);
        }
    }

    /** Says that the process ends by itself or as it was asked to. */
    @Override
    public void close() {
        if (wanted) {
            send(text("STOPPING=1"));
            disconnect();
        }
        arena.close();
    }

    private MemorySegment text(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        MemorySegment segment = arena.allocate(bytes.length);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return segment;
    }

    private void send(MemorySegment message) {
        if (descriptor < 0 && !connect()) {
            return;
        }
        long sent = write.call(descriptor, message.address(), message.byteSize(), 0, 0);
        if (sent < 0) {
            // A systemd that was itself started again has another socket: the next message finds
            // it.
            disconnect();
        }
    }

    private boolean connect() {
        descriptor = socket.call(AF_UNIX, DATAGRAM, 0, 0, 0);
        if (descriptor < 0) {
            return false;
        }
        if (connect.call(descriptor, address.address(), addressBytes, 0, 0) < 0) {
            disconnect();
            return false;
        }
        return true;
    }

    private void disconnect() {
        if (descriptor >= 0) {
            close.call(descriptor, 0, 0, 0, 0);
            descriptor = -1;
        }
    }
}
