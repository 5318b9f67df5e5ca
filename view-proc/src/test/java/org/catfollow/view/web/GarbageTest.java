package org.catfollow.view.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no request, or never becomes one, is refused or cut, and costs the others nothing. */
class GarbageTest {
    private static final List<String> GARBAGE =
            List.of(
                    "\r\n\r\n",
                    "GARBAGE\r\n\r\n",
                    "\u0000\u0001\u0002\u0003\r\n\r\n",
                    "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                    "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                    "GET / HTTP/1.1\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: localhost\r\nHo st: x\r\n\r\n",
                    "POST /api/stop HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                    "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    "GET /stream/video?fps=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    @TempDir private Path folder;
    private PlayedRobot robot;

    @BeforeEach
    void plays() {
        robot = new PlayedRobot(folder, 2, Duration.ofMillis(400));
        robot.frame();
    }

    @AfterEach
    void ends() {
        robot.close();
    }

    @Test
    void answersGarbageWithARefusalOrAnEnd() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (String garbage : GARBAGE) {
            RawClient client = new RawClient(robot.port());
            client.send(garbage);
            clients.add(client);
        }
        for (int i = 0; i < GARBAGE.size(); i++) {
            try (RawClient client = clients.get(i)) {
                assertThat(client.readAll())
                        .as(GARBAGE.get(i))
                        .doesNotContain("Exception", "at org.", "HTTP/1.1 2", "(no end)");
            }
        }
        assertThat(robot.region.stopLatch().count()).isZero();
    }

    @Test
    void cutsARequestThatComesByteByByte() throws IOException {
        try (RawClient loris = new RawClient(robot.port())) {
            long start = System.nanoTime();
            boolean cut = false;
            String slowly = "GET / HTTP/1.1\r\nHost: localhost\r\nX: ";
            for (int i = 0; !cut && System.nanoTime() - start < 5_000_000_000L; i++) {
                try {
                    loris.send(i < slowly.length() ? slowly.substring(i, i + 1) : "a");
                    // A byte now and then: no time-out between two bytes ever ends it.
                    LockSupport.parkNanos(20_000_000);
                } catch (IOException e) {
                    cut = true;
                }
            }
            assertThat(cut).isTrue();
        }
        assertThat(robot.counters.slowConnections.sum()).isPositive();
    }
}
