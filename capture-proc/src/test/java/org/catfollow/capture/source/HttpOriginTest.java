package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of a small server that writes them as cameras do, in their various ways. */
class HttpOriginTest {
    @TempDir private Path folder;
    private final SlotView slot = Pictures.slot(64, 48);
    private final SourceFrame frame = new SourceFrame();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private byte[] red;
    private byte[] blue;

    /** What the server answers. */
    private interface Answer {
        void write(OutputStream out) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        red = Files.readAllBytes(Pictures.plain(folder.resolve("r.jpg"), 64, 48, Pictures.RED));
        blue = Files.readAllBytes(Pictures.plain(folder.resolve("b.jpg"), 32, 24, Pictures.BLUE));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(String type, Answer answer) {
        server.createContext("/", exchange -> send(exchange, type, answer));
    }

    private static void send(HttpExchange exchange, String type, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            answer.write(out);
        }
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/video?x=1";
    }

    private FrameSource open(String address) {
        return FrameSources.open(SourceRequest.of(address, false, slot.size()));
    }

    private void assertRedThenBlue(FrameSource source) {
        assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
        assertThat(new int[] {frame.width, frame.height}).containsExactly(64, 48);
        assertThat(Pictures.bgr(slot, 0)[2]).isGreaterThan(245);
        assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
        assertThat(new int[] {frame.width, frame.height}).containsExactly(32, 24);
        assertThat(Pictures.bgr(slot, 0)[0]).isGreaterThan(245);
    }

    @Test
    void partsWithLengthsAreRead() {
        answer(
                "multipart/x-mixed-replace; boundary=--frame",
                out -> {
                    for (byte[] picture : new byte[][] {red, blue}) {
                        text(out, "----frame\r\nContent-Type: image/jpeg\r\nContent-Length: ");
                        text(out, picture.length + "\r\n\r\n");
                        out.write(picture);
                        text(out, "\r\n");
                    }
                });
        try (FrameSource source = open(address())) {
            assertRedThenBlue(source);
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.NOTHING_YET);
            assertThat(source.trouble())
                    .isEqualTo(address() + ": the stream ended after 2 pictures");
        }
    }

    @Test
    void partsWithoutLengthsAndWithAQuotedBoundaryAreRead() {
        answer(
                "Multipart/X-Mixed-Replace;boundary=\"gc0p4Jq0M2Yt08j34c0p\"",
                out -> {
                    for (byte[] picture : new byte[][] {red, blue}) {
                        text(out, "\n--gc0p4Jq0M2Yt08j34c0p\nContent-type: image/jpeg\n\n");
                        for (byte value : picture) {
                            out.write(value);
                        }
                    }
                    text(out, "\n--gc0p4Jq0M2Yt08j34c0p--\n");
                });
        try (FrameSource source = open(address())) {
            assertRedThenBlue(source);
        }
    }

    @Test
    void theInstantIsThatOfThePicturesFirstByteAndNoRateIsPromised() {
        answer("multipart/x-mixed-replace;boundary=x", out -> out.write(red));
        long before = System.nanoTime();
        try (FrameSource source = open(address())) {
            StandIn.next(source, slot, frame);
            assertThat(frame.captureNanos).isBetween(before, System.nanoTime());
            assertThat(source.promisedFramesPerSecond()).isZero();
            assertThat(source.setsThePace()).isTrue();
        }
    }

    @Test
    void aStreamThatBreaksOffIsOpenedAgain() {
        LinkedBlockingQueue<byte[]> pictures = new LinkedBlockingQueue<>();
        pictures.add(red);
        pictures.add(blue);
        answer("multipart/x-mixed-replace;boundary=x", out -> out.write(pictures.remove()));
        try (FrameSource source = open(address())) {
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            ReadResult result = source.read(slot, frame);
            while (result == ReadResult.NOTHING_YET) {
                result = source.read(slot, frame);
            }
            assertThat(result).isEqualTo(ReadResult.FRAME);
            assertThat(frame.sourceIndex).isEqualTo(1);
            assertThat(source.trouble()).isNull();
        }
    }

    private void refuses(String address, String... parts) {
        try (FrameSource source = open(address)) {
            assertThatThrownBy(() -> StandIn.next(source, slot, frame))
                    .isInstanceOfSatisfying(
                            StageFailure.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE))
                    .hasMessageContainingAll(parts);
        }
    }

    @Test
    void aServerOfSinglePicturesIsRefused() {
        answer("image/jpeg", out -> out.write(red));
        refuses(
                address(),
                "gives a single picture (image/jpeg) and no stream; wanted is the address of the"
                        + " camera's MJPEG stream");
    }

    @Test
    void aWebPageIsRefused() {
        answer("text/html; charset=utf-8", out -> text(out, "<html>"));
        refuses(address(), "gives text/html; charset=utf-8; wanted is");
    }

    @Test
    void aWrongPathIsRefusedWithItsStatus() {
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        refuses(address(), "answers with status 404; is the path that of");
    }

    @Test
    void nameAndPasswordAreSentAndNeverShown() {
        server.createContext(
                "/",
                exchange -> {
                    String sent = exchange.getRequestHeaders().getFirst("Authorization");
                    if ("Basic bWU6c2VjcmV0".equals(sent)) {
                        send(exchange, "multipart/x-mixed-replace", out -> out.write(red));
                    } else {
                        exchange.sendResponseHeaders(401, -1);
                        exchange.close();
                    }
                });
        refuses(address(), "name and password are wanted; write http://NAME:PASSWORD@HOST/PATH");
        try (FrameSource source = open(address().replace("//", "//me:secret@"))) {
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThat(source.description()).isEqualTo(address());
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        server.stop(0);
        refuses(address(), "cannot be reached: ");
    }

    @Test
    void whatIsNoAddressIsWrongUsage() {
        assertThatThrownBy(() -> open("http:camera"))
                .isInstanceOfSatisfying(
                        StageFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("--source http:camera is no address");
    }

    @Test
    void aSilentServerHoldsNoReadUp() throws Exception {
        LinkedBlockingQueue<byte[]> never = new LinkedBlockingQueue<>();
        answer(
                "multipart/x-mixed-replace;boundary=x",
                out -> {
                    try {
                        out.flush();
                        out.write(never.take());
                    } catch (InterruptedException e) {
                        throw new UncheckedIOException(new IOException(e));
                    }
                });
        try (FrameSource source = open(address())) {
            for (int i = 0; i < 3; i++) {
                assertThat(source.read(slot, frame)).isEqualTo(ReadResult.NOTHING_YET);
            }
        }
    }
}
