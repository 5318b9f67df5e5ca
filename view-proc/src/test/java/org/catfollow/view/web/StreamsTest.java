package org.catfollow.view.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

class StreamsTest {
    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");
    private static final Pattern FRAME = Pattern.compile("X-Frame-Id: (\\d+)");
    private static final Pattern NOTES = Pattern.compile("X-Notes: (.*)\r\n");

    @TempDir private Path folder;
    private PlayedRobot robot;

    @BeforeEach
    void plays() {
        robot = new PlayedRobot(folder, 4, Duration.ofSeconds(10));
    }

    @AfterEach
    void ends() {
        robot.close();
    }

    /** One part of a stream. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Part(long frame, byte[] jpeg, JsonObject notes) {}

    private RawClient open(String path) throws IOException {
        RawClient client = new RawClient(robot.port());
        client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return client;
    }

    private static Part part(RawClient client) throws IOException {
        client.readTo("--frame\r\n");
        String head = client.readTo("\r\n\r\n");
        int length = Integer.parseInt(group(LENGTH, head));
        byte[] jpeg = client.in().readNBytes(length);
        Matcher notes = NOTES.matcher(head);
        return new Part(
                Long.parseLong(group(FRAME, head)),
                jpeg,
                notes.find() ? JsonParser.parseString(notes.group(1)).getAsJsonObject() : null);
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static double grey(byte[] jpeg) {
        Mat picture = Imgcodecs.imdecode(new MatOfByte(jpeg), Imgcodecs.IMREAD_COLOR);
        assertThat(picture.empty()).isFalse();
        return Core.mean(picture).val[0];
    }

    private static void await(BooleanSupplier fact) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stream/video", "/mjpg", "/video", "/?action=stream", "/stream"})
    void streamsUnderEveryNameThatClientsKnow(String path) throws IOException {
        robot.play();
        try (RawClient client = open(path)) {
            String head = client.readTo("\r\n\r\n");
            assertThat(head).startsWith("HTTP/1.1 200").contains("boundary=frame");
            assertThat(head).doesNotContain("chunked");
            Part first = part(client);
            Part second = part(client);
            assertThat(second.frame()).isGreaterThan(first.frame());
            assertThat(second.notes()).isNull();
        }
    }

    @Test
    void pictureAndNotesAreOfOneFrame() throws IOException {
        robot.play();
        try (RawClient client = open("/stream/video?notes=1&quality=95")) {
            for (int i = 0; i < 20; i++) {
                Part part = part(client);
                assertThat(part.notes().get("frameId").getAsLong()).isEqualTo(part.frame());
                JsonObject track = part.notes().getAsJsonObject("track");
                assertThat(track.get("frameId").getAsLong()).isEqualTo(part.frame());
                assertThat(track.get("x").getAsDouble()).isEqualTo((double) (part.frame() % 100));
                double expected = (part.frame() * 10) & 0xFF;
                assertThat(grey(part.jpeg())).isBetween(expected - 3, expected + 3);
            }
        }
    }

    @Test
    void oneEncodingServesAllWhoWantTheSame() throws IOException {
        robot.frame();
        try (RawClient one = open("/mjpg");
                RawClient two = open("/mjpg");
                RawClient three = open("/mjpg?quality=76")) {
            await(() -> robot.counters.sent.sum() == 3);
            long before = robot.counters.encoded.sum();
            for (int i = 1; i <= 10; i++) {
                robot.frame();
                long all = 3 + 3L * i;
                await(() -> robot.counters.sent.sum() == all);
            }
            // The third one's quality is rounded to that of the others.
            assertThat(robot.counters.encoded.sum() - before).isEqualTo(10);
            assertThat(part(one).frame()).isEqualTo(part(two).frame());
            assertThat(part(three).jpeg()).isNotEmpty();
        }
    }

    @Test
    void aFrameIsEncodedOnceHoweverOftenItIsAskedFor() throws IOException {
        robot.frame();
        for (int i = 0; i < 3; i++) {
            try (RawClient still = open("/latest.jpg")) {
                assertThat(still.readTo("\r\n\r\n")).startsWith("HTTP/1.1 200");
            }
        }
        try (RawClient stream = open("/mjpg?notes=1")) {
            long first = part(stream).frame();
            assertThat(robot.counters.encoded.sum()).isEqualTo(1);
            long second = robot.frame();
            assertThat(second).isGreaterThan(first);
            assertThat(part(stream).frame()).isEqualTo(second);
        }
        assertThat(robot.counters.encoded.sum()).isEqualTo(2);
    }

    @Test
    void encodesNothingWhileNobodyLooks() throws IOException {
        for (int i = 0; i < 20; i++) {
            robot.frame();
        }
        assertThat(robot.ask("GET", "/api/stats", null).statusCode()).isEqualTo(200);
        assertThat(robot.counters.encoded.sum()).isZero();
    }

    @Test
    void aClientThatNeverReadsDelaysNobody() throws IOException {
        robot.frame();
        try (RawClient deaf = new RawClient(robot.port(), 4096);
                RawClient reader = open("/mjpg")) {
            deaf.send("GET /mjpg?quality=95 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            await(() -> robot.viewers.count() == 2);
            part(reader);
            for (int i = 0; i < 100; i++) {
                // Every frame: it loses none because of the other.
                long frame = robot.frame();
                assertThat(part(reader).frame()).isEqualTo(frame);
            }
            robot.play();
        }
        await(() -> robot.viewers.count() == 0);
    }

    @Test
    void forgetsWhoLeavesInTheMiddleOfAPicture() throws IOException {
        robot.play();
        for (int i = 0; i < 10; i++) {
            try (RawClient client = open("/mjpg")) {
                client.readTo("\r\n\r\n");
                client.in().readNBytes(300);
            }
        }
        await(() -> robot.viewers.count() == 0);
        assertThat(robot.ask("GET", "/latest.jpg", null).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesMoreClientsThanMayBe() throws IOException {
        robot.play();
        try (RawClient one = open("/mjpg");
                RawClient two = open("/mjpg");
                RawClient three = open("/mjpg");
                RawClient four = open("/mjpg")) {
            for (RawClient each : new RawClient[] {one, two, three, four}) {
                part(each);
            }
            HttpResponse<byte[]> fifth = robot.ask("GET", "/mjpg", null);
            assertThat(fifth.statusCode()).isEqualTo(503);
            assertThat(new String(fifth.body(), StandardCharsets.UTF_8)).contains("--max-clients");
            part(one);
        }
    }

    @Test
    void givesTheRateThatIsAskedFor() throws IOException {
        robot.play();
        double perSecond = 0;
        // Slower once may be a machine that stood; faster is never right.
        for (int i = 0; i < 3 && perSecond < 8; i++) {
            perSecond = partsPerSecond("/mjpg?fps=20");
            assertThat(perSecond).isLessThan(21.0);
        }
        assertThat(perSecond).isGreaterThan(8.0);
    }

    private double partsPerSecond(String path) throws IOException {
        // From before the opening: parts that wait for us while we stall make it no faster.
        long start = System.nanoTime();
        try (RawClient client = open(path)) {
            for (int i = 0; i < 11; i++) {
                part(client);
            }
        }
        return 10e9 / (System.nanoTime() - start);
    }

    @Test
    void givesTheNewestFrameAsAStill() {
        long frame = robot.frame();
        HttpResponse<byte[]> still = robot.ask("GET", "/latest.jpg", null);
        assertThat(still.statusCode()).isEqualTo(200);
        assertThat(still.headers().firstValueAsLong("X-Frame-Id")).hasValue(frame);
        double expected = (frame * 10) & 0xFF;
        assertThat(grey(still.body())).isBetween(expected - 4, expected + 4);
    }

    @Test
    void drawsTheTargetWhereItIsAsked() {
        robot.frame();
        byte[] plain = robot.ask("GET", "/latest.jpg?quality=95", null).body();
        byte[] drawn = robot.ask("GET", "/latest.jpg?quality=95&overlay=tracks", null).body();
        Mat picture = Imgcodecs.imdecode(new MatOfByte(drawn), Imgcodecs.IMREAD_COLOR);
        Mat before = Imgcodecs.imdecode(new MatOfByte(plain), Imgcodecs.IMREAD_COLOR);
        // The box's left edge is at x = 1, from y = 10 to 40; green.
        double green = picture.get(25, 1)[1] - picture.get(25, 1)[2];
        assertThat(green).isGreaterThan(80);
        assertThat(before.get(25, 1)[1] - before.get(25, 1)[2]).isLessThan(20);
    }

    @Test
    void saysThatThereIsNoPictureWhereThereIsNone() {
        HttpResponse<byte[]> still = robot.ask("GET", "/latest.jpg", null);
        assertThat(still.statusCode()).isEqualTo(503);
        assertThat(new String(still.body(), StandardCharsets.UTF_8)).contains("no picture");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fps=0",
                "fps=NaN",
                "fps=x",
                "quality=0",
                "quality=101",
                "overlay=everything"
            })
    void refusesParametersThatMakeNoSense(String query) {
        assertThat(robot.ask("GET", "/mjpg?" + query, null).statusCode()).isEqualTo(400);
    }

    @Test
    void tellsListenersWhatChanges() throws IOException {
        robot.frame();
        try (RawClient client = open("/api/events")) {
            assertThat(client.readTo("event: stats\ndata: {\"region\""))
                    .contains("text/event-stream");
            client.readTo("\n\n");
            robot.region.stopLatch().press(1, System.nanoTime());
            assertThat(client.readTo("\"of\":\"stop\",\"to\":\"pressed\""))
                    .contains("event: change");
        }
    }
}
