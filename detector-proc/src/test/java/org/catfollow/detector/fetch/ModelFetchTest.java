package org.catfollow.detector.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.catfollow.detector.catalogue.CatalogueModel;
import org.catfollow.detector.catalogue.FetchState;
import org.catfollow.detector.catalogue.ModelsFolder;
import org.catfollow.detector.catalogue.Published;
import org.catfollow.detector.fetch.ModelFetch.Outcome;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFetchTest {
    private static final String MODEL = "a model's many bytes, ".repeat(9_999);
    private static final String LABELS = "cat\ndog\n";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IMPATIENCE = Duration.ofMillis(1_500);

    /** What a progress bar would show. */
    private static class Told implements Progress {
        private final List<String> names = new ArrayList<>();
        private long bytes;
        private int ended;

        @Override
        public void begin(String name, String where, long expected) {
            names.add(name);
        }

        @Override
        public void advance(long more) {
            bytes += more;
        }

        @Override
        public void end() {
            ended++;
        }
    }

    @TempDir private Path temporary;
    private final Publisher publisher = new Publisher();
    private final Told told = new Told();
    private final Map<String, String> environment = new HashMap<>();
    private ModelsFolder folder;
    private CatalogueModel model;

    @BeforeEach
    void publish() {
        folder = new ModelsFolder(temporary.resolve("data/models"));
        model =
                Published.model(
                        "m",
                        Published.file(publisher.url("/m.tflite"), MODEL),
                        Published.file(publisher.url("/l.txt"), LABELS));
        publisher.gives("/l.txt", LABELS);
    }

    @AfterEach
    void closeDown() {
        publisher.close();
    }

    private Outcome fetch(boolean force, Duration patience) {
        return new ModelFetch(model, folder, origin(patience), told).run(force);
    }

    /** Through no proxy but the test's. */
    private WebOrigin origin(Duration patience) {
        return WebOrigin.of(null, patience, new SystemProxies(null, environment));
    }

    private Outcome fetch() {
        return fetch(false, PATIENCE);
    }

    private void assertFails(ExitCode code, Duration patience, String reason) {
        assertThatThrownBy(() -> fetch(false, patience))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.getMessage()).contains(reason).doesNotContain("\n"))
                .satisfies(f -> assertThat(f.getMessage()).contains("--from FOLDER"))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(code));
        assertThat(files()).isEmpty();
        assertThat(told.ended).isEqualTo(told.names.size());
    }

    /** What lies there, but for the lock. */
    private List<String> files() {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".fetch.lock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void bringsAllFilesUnderTheModelsName() {
        publisher.gives("/m.tflite", MODEL);
        assertThat(fetch()).isEqualTo(Outcome.FETCHED);
        assertThat(folder.model("m")).hasContent(MODEL);
        assertThat(folder.labels("m")).hasContent(LABELS);
        assertThat(files()).containsExactly("m.tflite", "m.txt");
        assertThat(folder.state(model)).isEqualTo(FetchState.FETCHED);
        assertThat(told.names).containsExactly("l.txt", "m.tflite");
        assertThat(told.bytes).isEqualTo(MODEL.length() + LABELS.length());
        assertThat(told.ended).isEqualTo(2);
    }

    @Test
    void asksForNothingThatIsThereAlready() throws IOException {
        publisher.gives("/m.tflite", MODEL);
        fetch();
        assertThat(fetch()).isEqualTo(Outcome.ALREADY_THERE);
        assertThat(fetch(true, PATIENCE)).isEqualTo(Outcome.ALREADY_THERE);
        assertThat(publisher.requests()).isEqualTo(2);
        Files.delete(folder.labels("m"));
        assertThat(fetch()).isEqualTo(Outcome.FETCHED);
        assertThat(publisher.requests()).isEqualTo(3);
    }

    @Test
    void replacesWhatDiffersOnlyWhenForced() throws IOException {
        publisher.gives("/m.tflite", MODEL);
        fetch();
        Files.writeString(folder.model("m"), "mine");
        assertThatThrownBy(this::fetch)
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        folder.model("m")
                                + " is there and is not what was published: it has 4 bytes,"
                                + " published are "
                                + MODEL.length()
                                + "; --force replaces it");
        assertThat(folder.model("m")).hasContent("mine");
        assertThat(fetch(true, PATIENCE)).isEqualTo(Outcome.FETCHED);
        assertThat(folder.model("m")).hasContent(MODEL);
    }

    @Test
    void whatDiffersStaysWhenItsReplacementFails() throws IOException {
        publisher.gives("/m.tflite", MODEL.replace('a', 'A'));
        Files.createDirectories(folder.path());
        Files.writeString(folder.model("m"), "mine");
        assertThatThrownBy(() -> fetch(true, PATIENCE)).isInstanceOf(StageFailure.class);
        assertThat(folder.model("m")).hasContent("mine");
        assertThat(files()).containsExactly("m.tflite");
    }

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
        assertFails(ExitCode.FAILED, IMPATIENCE, "no more came for 1.5 s");
        assertThat(told.bytes).isEqualTo(70_000 + LABELS.length());
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() {
        publisher.isSilent("/m.tflite");
        assertFails(ExitCode.FAILED, IMPATIENCE, "no answer within 1.5 s");
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

    @Test
    void aFolderInTheWayIsSeenBeforeAnythingIsReplaced() throws IOException {
        Files.createDirectories(folder.model("m"));
        Files.writeString(folder.labels("m"), "mine");
        assertThatThrownBy(() -> fetch(true, PATIENCE))
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "cannot write "
                                + folder.model("m")
                                + ": it is a folder; remove it; another folder: --dir");
        assertThat(publisher.requests()).isZero();
        assertThat(folder.labels("m")).hasContent("mine");
    }

    @Test
    void whatWasReplacedIsPutBackWhereTheRestFails() throws IOException {
        publisher.gives("/m.tflite", MODEL);
        Files.createDirectories(folder.path());
        Files.writeString(folder.labels("m"), "mine");
        Told disturbance =
                new Told() {
                    @Override
                    public void begin(String name, String where, long expected) {
                        if (name.equals("m.tflite")) {
                            remove(folder.path().resolve(".m.tflite.part"));
                        }
                    }
                };
        ModelFetch disturbed = new ModelFetch(model, folder, origin(PATIENCE), disturbance);
        assertThatThrownBy(() -> disturbed.run(true))
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "cannot write "
                                + folder.model("m")
                                + ": "
                                + folder.path().resolve(".m.tflite.part")
                                + " is gone; another folder: --dir");
        assertThat(folder.labels("m")).hasContent("mine");
        assertThat(files()).containsExactly("m.txt");
        remove(folder.labels("m"));
        ModelFetch again = new ModelFetch(model, folder, origin(PATIENCE), disturbance);
        assertThatThrownBy(() -> again.run(false)).isInstanceOf(StageFailure.class);
        assertThat(files()).as("there was none before").isEmpty();
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFullDiskIsSaid() throws IOException {
        Files.createDirectories(folder.path());
        Path part = folder.path().resolve(".m.txt.part");
        Files.createSymbolicLink(part, Path.of("/dev/full"));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "cannot write "
                                + part
                                + ": No space left on device; another folder: --dir");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatAKilledFetchHasLeftIsWrittenOver() throws IOException {
        publisher.gives("/m.tflite", MODEL);
        Files.createDirectories(folder.path());
        Files.writeString(folder.path().resolve(".m.tflite.part"), "half of " + MODEL.repeat(2));
        assertThat(fetch()).isEqualTo(Outcome.FETCHED);
        assertThat(files()).containsExactly("m.tflite", "m.txt");
    }

    @Test
    void twoFetchesDoNotWorkInOneFolder() throws IOException {
        Files.createDirectories(folder.path());
        FetchLock other = FetchLock.take(folder.path());
        assertThatThrownBy(this::fetch)
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "another fetch into " + folder.path() + " is at work; wait for its end");
        other.close();
        publisher.gives("/m.tflite", MODEL);
        assertThat(fetch()).isEqualTo(Outcome.FETCHED);
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(temporary.resolve("data"), "a file in the way");
        assertThatThrownBy(this::fetch)
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "cannot write "
                                + folder.path()
                                + ": Not a directory; another folder: --dir");
    }
}
