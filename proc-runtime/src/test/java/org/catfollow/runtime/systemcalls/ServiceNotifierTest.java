package org.catfollow.runtime.systemcalls;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a datagram socket as systemd's is, which Java itself cannot open. */
class ServiceNotifierTest {
    private static final long PID = 77;
    private static final long SECOND = 1_000_000_000L;

    @TempDir Path folder;

    private final Arena arena = Arena.ofConfined();
    private Path path;
    private int descriptor;

    @BeforeEach
    void listen() throws Throwable {
        path = folder.resolve("notify");
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        MemorySegment address = arena.allocate(110);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
        MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
        MethodHandle socket =
                function(
                        "socket",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));
        MethodHandle bind =
                function(
                        "bind",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        descriptor = (int) socket.invokeExact(1, 2 | 0x800, 0);
        assertThat((int) bind.invokeExact(descriptor, address, 110)).isZero();
    }

    @AfterEach
    void close() throws Throwable {
        int ignored =
                (int)
                        function(
                                        "close",
                                        FunctionDescriptor.of(
                                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                                .invokeExact(descriptor);
        arena.close();
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    private List<String> heard() throws Throwable {
        MethodHandle recv =
                function(
                        "recv",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT));
        MemorySegment buffer = arena.allocate(4096);
        List<String> heard = new ArrayList<>();
        long length = (long) recv.invokeExact(descriptor, buffer, 4096L, 0);
        while (length > 0) {
            byte[] text = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
            heard.add(new String(text, StandardCharsets.UTF_8));
            length = (long) recv.invokeExact(descriptor, buffer, 4096L, 0);
        }
        return heard;
    }

    private ServiceNotifier notifier(String... more) {
        java.util.Map<String, String> environment = new java.util.HashMap<>();
        environment.put("NOTIFY_SOCKET", path.toString());
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return ServiceNotifier.of(environment, PID);
    }

    @Test
    void saysOnceThatItWorksAndAtLastThatItEnds() throws Throwable {
        try (ServiceNotifier notifier = notifier()) {
            notifier.ready("control works");
            notifier.ready("control works");
            assertThat(heard()).containsExactly("READY=1\nSTATUS=control works");
        }
        assertThat(heard()).containsExactly("STOPPING=1");
    }

    @Test
    void goingRoundIsSaidThreeTimesAsOftenAsAskedFor() throws Throwable {
        try (ServiceNotifier notifier =
                notifier("WATCHDOG_USEC", "3000000", "WATCHDOG_PID", "77")) {
            for (long now = SECOND; now < 4 * SECOND; now += SECOND / 100) {
                notifier.alive(now);
            }
            assertThat(heard()).containsExactly("WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1");
        }
    }

    @Test
    void aLoopThatHangsSaysNothing() throws Throwable {
        try (ServiceNotifier notifier = notifier("WATCHDOG_USEC", "3000000")) {
            notifier.ready("x");
            heard();
            // Nobody goes round.
            assertThat(heard()).isEmpty();
        }
    }

    @Test
    void withoutAWatchdogGoingRoundIsNotSaid() throws Throwable {
        try (ServiceNotifier notifier = notifier()) {
            notifier.alive(SECOND);
            assertThat(heard()).isEmpty();
        }
    }

    @Test
    void theSocketOfAnotherProcessIsLeftAlone() throws Throwable {
        try (ServiceNotifier notifier =
                notifier("WATCHDOG_USEC", "3000000", "WATCHDOG_PID", "78")) {
            assertThat(notifier.isWanted()).isFalse();
            notifier.ready("x");
            notifier.alive(SECOND);
        }
        assertThat(heard()).isEmpty();
    }

    @Test
    void withoutASocketNothingIsWantedAndNothingFails() {
        try (ServiceNotifier notifier = ServiceNotifier.of(Map.of(), PID)) {
            notifier.ready("x");
            notifier.alive(SECOND);
            assertThat(notifier.isWanted()).isFalse();
        }
        try (ServiceNotifier nobody =
                ServiceNotifier.of(Map.of("NOTIFY_SOCKET", folder + "/nobody"), PID)) {
            nobody.ready("x");
            assertThat(nobody.isWanted()).isTrue();
        }
    }
}
