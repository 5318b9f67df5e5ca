package org.catfollow.detector.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.catfollow.detector.catalogue.Published;
import org.catfollow.detector.fetch.ModelFetch.Outcome;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;

/** What becomes of a fetch when server, network or proxies do not give what was published. */
class WebFetchTest extends PublishedModel {
    @Test
    void followsARedirectionAndNamesItWhereItEndsBadly() {
        publisher.gives("/there", MODEL);
        publisher.redirects("/m.tflite", publisher.url("/there"));
        assertThat(fetch()).isEqualTo(Outcome.FETCHED);
        model =
                Published.model(
                        "other", Published.file(publisher.url("/o.tflite"), "another"), null);
        publisher.redirects("/o.tflite", publisher.url("/there"));
        assertThatThrownBy(this::fetch)
                .hasMessageContaining(
                        "it has "
                                + MODEL.length()
                                + " bytes, expected are 7 (redirected to "
                                + publisher.url("/there")
                                + ")");
    }

    @Test
    void aFileThatIsNotThereLeavesNoneOfTheOthers() {
        publisher.refuses("/m.tflite", 404);
        assertFails(
                ExitCode.FAILED,
                PATIENCE,
                "cannot fetch m.tflite of model m from "
                        + publisher.url("/m.tflite")
                        + ": the server answered 404; nothing was kept; ");
        assertThat(told.names).as("came before").containsExactly("l.txt");
    }

    @Test
    void aRedirectionWithoutEndIsGivenUp() {
        publisher.redirects("/m.tflite", publisher.url("/m.tflite"));
        assertFails(
                ExitCode.FAILED,
                PATIENCE,
                "the server answered 302, which points to "
                        + publisher.url("/m.tflite")
                        + ", not followed: there were too many before");
    }

    @Test
    void aRedirectionThatIsNotFollowedIsSaidWithItsReason() {
        publisher.redirects("/m.tflite", "ftp://mirror/m.tflite");
        assertFails(
                ExitCode.FAILED,
                PATIENCE,
                "the server answered 302, which points to ftp://mirror/m.tflite, not followed: it is"
                        + " neither http nor https");
        URI secure = URI.create("https://x/m");
        assertThat(Redirection.whyNotFollowed(secure, 301, Optional.of("http://y/m")))
                .isEqualTo(
                        ", which points to http://y/m, not followed: it goes from https to http");
        assertThat(Redirection.whyNotFollowed(secure, 307, Optional.of("/there")))
                .endsWith(": there were too many before");
        assertThat(Redirection.whyNotFollowed(secure, 302, Optional.of("a b")))
                .endsWith(": it is no address");
        assertThat(Redirection.whyNotFollowed(secure, 302, Optional.empty()))
                .isEqualTo(", which points nowhere");
        assertThat(Redirection.whyNotFollowed(secure, 404, Optional.of("/x"))).isEmpty();
    }

    @Test
    void aShortOneIsRefused() {
        publisher.givesUnmeasured("/m.tflite", MODEL.substring(1));
        assertFails(
                ExitCode.MODEL,
                PATIENCE,
                "it ended after " + (MODEL.length() - 1) + " of " + MODEL.length() + " bytes");
    }

    @Test
    void aConnectionThatBreaksOffIsNoEnd() {
        publisher.breaksOff("/m.tflite", MODEL.substring(0, 70_000), MODEL.length());
        assertFails(ExitCode.FAILED, PATIENCE, "m.tflite: ");
    }

    @Test
    void aLongOneIsRefusedBeforeItsEnd() {
        publisher.givesUnmeasured("/m.tflite", MODEL.repeat(3));
        assertFails(
                ExitCode.MODEL,
                PATIENCE,
                "it has more than the " + MODEL.length() + " bytes expected");
    }

    @Test
    void aWrongLengthIsSeenBeforeTheFirstByte() {
        publisher.gives("/m.tflite", "<html>please log in</html>");
        assertFails(ExitCode.MODEL, PATIENCE, "it has 26 bytes, expected are " + MODEL.length());
    }

    @Test
    void anotherContentOfTheSameLengthIsRefusedWithBothDigests() {
        String other = MODEL.replace('a', 'A');
        publisher.gives("/m.tflite", other);
        assertFails(
                ExitCode.MODEL,
                PATIENCE,
                "its SHA-256 is "
                        + Published.sha256(other)
                        + ", expected is "
                        + Published.sha256(MODEL));
    }

    @Test
    void aServerThatStopsInTheMiddleIsNotWaitedForForEver() {
        publisher.stalls("/m.tflite", MODEL.substring(0, 70_000), MODEL.length());
        assertFails(ExitCode.FAILED, IMPATIENCE, "no more came for 5 s");
        assertThat(told.bytes).isEqualTo(70_000 + LABELS.length());
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() {
        publisher.isSilent("/m.tflite");
        assertFails(ExitCode.FAILED, IMPATIENCE, "no answer within 5 s");
    }

    @Test
    void aRefusedConnectionIsSaid() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        publisherAt("http://127.0.0.1:" + port + "/m.tflite");
        assertFails(ExitCode.FAILED, PATIENCE, "cannot connect");
    }

    private void publisherAt(String url) {
        model = Published.model("m", Published.file(url, MODEL), null);
    }

    @Test
    void aHostThatNobodyKnowsIsSaid() {
        publisherAt("http://cat-follow.invalid/m.tflite");
        assertFails(
                ExitCode.FAILED,
                PATIENCE,
                "the host cat-follow.invalid is not known here; no network, or no name service");
    }

    @Test
    void aProxyThatIsTheReasonIsNamed() throws IOException {
        publisherAt("http://cat-follow.invalid/m.tflite");
        environment.put("http_proxy", "http://proxy.invalid:3128");
        assertFails(
                ExitCode.FAILED,
                PATIENCE,
                "the proxy's host proxy.invalid is not known here; no network, or no name service");
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("http_proxy", "127.0.0.1:" + gone.getLocalPort());
        }
        assertFails(
                ExitCode.FAILED,
                PATIENCE,
                "cannot connect to the proxy " + environment.get("http_proxy") + " (");
        environment.put("http_proxy", publisher.url("/").substring("http://".length()));
        String through = " (through the proxy " + publisher.url("").substring("http://".length());
        assertFails(ExitCode.FAILED, PATIENCE, "the server answered 404" + through + ")");
        publisherAt("https://cat-follow.invalid/m.tflite");
        environment.put("https_proxy", publisher.url("/"));
        assertFails(ExitCode.FAILED, PATIENCE, through + ")");
    }

    @Test
    void aProxyThatCannotBeUsedIsRefused() {
        publisherAt("http://cat-follow.invalid/m.tflite");
        environment.put("http_proxy", "socks5://proxy:1080");
        assertThatThrownBy(this::fetch)
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("http_proxy names a proxy that cannot be used");
        assertThat(files()).isEmpty();
    }

    @Test
    void aServerThatDoesNotSpeakTlsIsRefused() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> answerInPlainText(plain));
            answers.start();
            publisherAt("https://127.0.0.1:" + plain.getLocalPort() + "/m.tflite");
            assertFails(ExitCode.FAILED, PATIENCE, "no trusted connection (");
        }
    }

    private static void answerInPlainText(ServerSocket server) {
        // Until the test closes it: a client whose connection breaks off may try once more.
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                // A server speaks when it was spoken to.
                client.getInputStream().read(new byte[1]);
                client.getOutputStream().write("HTTP/1.1 400 what?\r\n\r\n".getBytes(US_ASCII));
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The test says what it missed.
            }
        }
    }

    @Test
    void aMirrorHasTheFilesUnderThePublishersNames() {
        publisher.gives("/mirror/deep/m.tflite", MODEL);
        publisher.gives("/mirror/deep/l.txt", LABELS);
        WebOrigin mirror = WebOrigin.of(publisher.url("/mirror/deep"), PATIENCE);
        assertThat(new ModelFetch(model, folder, mirror, told).run(false))
                .isEqualTo(Outcome.FETCHED);
        for (String wrong : List.of("ftp://x/", "models", "http:///x", "http://a b/")) {
            assertThatThrownBy(() -> WebOrigin.of(wrong, PATIENCE))
                    .isInstanceOf(StageFailure.class)
                    .hasMessageStartingWith("--url " + wrong);
        }
    }
}
