package org.catfollow.view.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.view.metrics.ViewCounters.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked: nothing is told that is not listed, and nothing moves without the token. */
class HostileRequestsTest {
    private static final String BEARER = "Bearer " + PlayedRobot.TOKEN;
    private static final int CLIENTS = 2;

    // One for all of them: what one leaves behind must not help the next either.
    @TempDir private static Path folder;
    private static PlayedRobot robot;
    private long stops;

    @BeforeAll
    static void plays() {
        robot = new PlayedRobot(folder, CLIENTS, Duration.ofSeconds(10));
    }

    @AfterAll
    static void ends() {
        robot.close();
    }

    @BeforeEach
    void standsAsItIs() {
        robot.frame();
        stops = robot.region.stopLatch().count();
    }

    @AfterEach
    void movedNothing() {
        // Nothing but a STOP with the token was ever pressed, and no command sent.
        assertThat(robot.region.lastTaken()).isZero();
        assertThat(robot.counters.commandsTaken.sum()).isZero();
    }

    private static String raw(String request) throws IOException {
        try (RawClient client = new RawClient(robot.port())) {
            client.send(request);
            return client.readAll();
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    private void assertNothingPressed() {
        assertThat(robot.region.stopLatch().count()).isEqualTo(stops);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/page.js/../../../etc/passwd",
                "/....//....//etc/passwd",
                "/.git/config",
                "/view.token",
                "/WEB-INF/web.xml",
                "/index.html%00.js",
                "/index.html;a=b",
                "/org/catfollow/view/web/page.js",
                "//etc/passwd",
                "/PAGE.JS",
                "/api",
                "/api/",
                "/?action=../etc/passwd",
                "/?action=command",
                "/api/stats/..;/",
                "http://evil.example/",
                "*"
            })
    void tellsNothingThatIsNotListed(String path) throws IOException {
        String answer = raw(get(path));
        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(answer).doesNotContain("root:", "Jetty", "Exception", "at org.", "token-of");
    }

    @Test
    void readsNoMoreThanEightKilobytesOfHeaders() throws IOException {
        assertThat(raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(
                        raw(
                                "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
                                        + "a".repeat(20_000)
                                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
    }

    @Test
    void readsNoMoreThanACommandsLength() {
        HttpResponse<byte[]> answer =
                robot.ask(
                        "POST",
                        "/api/command",
                        "{\"command\":\"" + "a".repeat(5_000) + "\"}",
                        "Authorization",
                        BEARER);
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/stop", "HEAD, /api/stop", "PUT, /api/command", "DELETE, /", "OPTIONS, /",
        "OPTIONS, /api/command", "TRACE, /", "PATCH, /api/stats", "POST, /", "POST, /latest.jpg",
        "BREW, /api/stop"
    })
    void knowsNoOtherMethods(String method, String path) throws IOException {
        String answer =
                raw(
                        method
                                + " "
                                + path
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Authorization: "
                                + BEARER
                                + "\r\nX-Secret: echo\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 405").doesNotContain("echo");
        assertThat(answer).doesNotContain("Access-Control");
        assertNothingPressed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/stop", "/api/command"})
    void obeysNobodyWithoutTheToken(String path) {
        long refused = robot.counters.refused(Refusal.TOKEN).sum();
        String body = "{\"command\":\"stop\"}";
        assertThat(robot.ask("POST", path, body).statusCode()).isEqualTo(401);
        assertThat(robot.ask("POST", path, body, "Authorization", "Bearer wrong").statusCode())
                .isEqualTo(401);
        assertThat(robot.ask("POST", path + "?token=" + PlayedRobot.TOKEN, body).statusCode())
                .isEqualTo(401);
        assertThat(
                        robot.ask("POST", path, body, "Cookie", "token=" + PlayedRobot.TOKEN)
                                .statusCode())
                .isEqualTo(401);
        assertNothingPressed();
        assertThat(robot.counters.refused(Refusal.TOKEN).sum()).isEqualTo(refused + 4);
    }

    @Test
    void obeysNoPageOfAnotherSiteEvenWithTheToken() {
        assertThat(
                        robot.ask(
                                        "POST",
                                        "/api/stop",
                                        "",
                                        "Authorization",
                                        BEARER,
                                        "Origin",
                                        "http://evil.example")
                                .statusCode())
                .isEqualTo(403);
        assertNothingPressed();
    }

    @Test
    void showsNothingUnderAnotherName() throws IOException {
        for (String path : List.of("/", "/latest.jpg", "/api/stats", "/metrics", "/healthz")) {
            String answer =
                    raw(
                            "GET "
                                    + path
                                    + " HTTP/1.1\r\nHost: rebound.evil.example\r\n"
                                    + "Connection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 421");
        }
        assertThat(raw("GET /healthz HTTP/1.1\r\nHost: robot.local\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void stopsWithTheToken() {
        HttpResponse<byte[]> answer = robot.ask("POST", "/api/stop", null, "Authorization", BEARER);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("stopped (stop " + (stops + 1) + ")");
        assertThat(robot.region.stopLatch().count()).isEqualTo(stops + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"command\":7}",
                "{\"command\":\"self-destruct\"}",
                "{\"command\":\"cat-location\"}",
                "{\"command\":\"cat-location\",\"x\":1}",
                "{\"command\":\"cat-location\",\"x\":1e99,\"y\":0}",
                "{\"command\":\"cat-location\",\"x\":\"NaN\",\"y\":0}",
                "{\"command\":\"cat-location\",\"x\":{},\"y\":0}",
                "{\"command\":\"manual\",\"speed\":1000}",
                "{\"command\":\"manual\",\"steering\":-181}",
                "{\"command\":\"manual\",\"seen\":\"now\"}",
                "{\"command\":\"resume\",\"stopCount\":\"many\"}"
            })
    void refusesCommandsThatMakeNoSense(String body) {
        HttpResponse<byte[]> answer =
                robot.ask("POST", "/api/command", body, "Authorization", BEARER);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"ok\":false");
    }

    @Test
    void saysWhyACommandWasNotSent() {
        HttpResponse<byte[]> answer =
                robot.ask(
                        "POST",
                        "/api/command",
                        "{\"command\":\"go-home\"}",
                        "Authorization",
                        BEARER);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("control does not run");
    }

    @Test
    void hearsWhoAsksAtOnceBesideAnyNumberOfSilentConnections() throws IOException {
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 120; i++) {
                RawClient client = new RawClient(robot.port());
                client.send("GET / HTTP/1.1\r\n");
                silent.add(client);
            }
            assertThat(robot.ask("POST", "/api/stop", null, "Authorization", BEARER).statusCode())
                    .isEqualTo(200);
            assertThat(robot.counters.refused(Refusal.FULL).sum()).isPositive();
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    @Test
    void sendsEveryAnswerWithItsPolicy() {
        for (String path : List.of("/", "/page.js", "/api/stats", "/latest.jpg", "/nothing")) {
            HttpResponse<byte[]> answer = robot.ask("GET", path, null);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(
                            policy -> assertThat(policy).contains("default-src 'none'"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy"))
                    .hasValue("same-origin");
            assertThat(answer.headers().map()).doesNotContainKey("server");
        }
    }
}
