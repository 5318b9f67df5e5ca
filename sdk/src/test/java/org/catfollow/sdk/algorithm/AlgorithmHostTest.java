package org.catfollow.sdk.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.sdk.images.ImageMode;
import org.catfollow.sdk.images.SharedImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlgorithmHostTest {
    private static final String EXECUTE =
            """
            {"call":"execute","id":7,"step_index":3,"pid":"run 1","session":{"a":1},\
            "user_params":{"b":"ü"},"shared_mem_id":"img-1","image_meta":{"width":640,"height":480,\
            "timestamp_ms":123,"camera_id":"0","color_space":"RGB"}}
            """;

    /** Says what it was asked. */
    public static final class Echo implements Algorithm {
        @Override
        public AlgorithmResult execute(ExecuteRequest request, SharedImages images) {
            JsonObject data = new JsonObject();
            data.addProperty("request", request.toString());
            return AlgorithmResult.ok(data);
        }
    }

    private static List<String> answers(Algorithm algorithm, String calls) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SharedImages images = SharedImages.open(null, null, ImageMode.PRODUCTION)) {
            AlgorithmHost.serve(
                    algorithm,
                    images,
                    new ByteArrayInputStream(calls.getBytes(StandardCharsets.UTF_8)),
                    out);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Algorithm throwing(Throwable problem) {
        return (request, images) -> {
            if (problem instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) problem;
        };
    }

    @Test
    void aCallIsHandedOnWithAllThatItSays() throws IOException {
        assertThat(answers(new Echo(), EXECUTE))
                .singleElement()
                .asString()
                .startsWith("{\"id\":7,\"status\":\"OK\",\"data\":{")
                .contains("stepIndex=3", "pid=run 1", "ü", "img-1", "width=640", "colorSpace=RGB");
    }

    @Test
    void preExecuteIsWellByDefault() throws IOException {
        assertThat(answers(new Echo(), "{\"call\":\"pre_execute\",\"id\":0,\"user_params\":{}}\n"))
                .containsExactly("{\"id\":0,\"status\":\"OK\",\"data\":{}}");
    }

    @Test
    void whatItThrowsIsAnAnswerInOneLine() throws IOException {
        assertThat(answers(throwing(new IllegalStateException("no\nmodel")), EXECUTE))
                .containsExactly(
                        "{\"id\":7,\"status\":\"ERROR\",\"code\":\"EXCEPTION\","
                                + "\"message\":\"java.lang.IllegalStateException: no model\"}");
        assertThat(answers(throwing(new StackOverflowError()), EXECUTE).get(0))
                .contains("EXCEPTION", "StackOverflowError");
    }

    @Test
    void aMissingImageIsNamedByItsCode() throws IOException {
        Algorithm reads =
                (request, images) -> {
                    images.read(request.sharedMemId(), request.imageMeta()).close();
                    return AlgorithmResult.ok();
                };
        assertThat(answers(reads, EXECUTE).get(0))
                .contains("\"code\":\"EXCEPTION\"", "\"message\":\"NOT_FOUND: ");
    }

    @Test
    void nothingAtAllAndNumbersThatAreNoneAreErrors() throws IOException {
        assertThat(answers((request, images) -> null, EXECUTE).get(0)).contains("returned null");
        JsonObject data = new JsonObject();
        data.addProperty("blur", Double.NaN);
        assertThat(answers((request, images) -> AlgorithmResult.ok(data), EXECUTE).get(0))
                .contains("EXCEPTION", "NaN");
    }

    @Test
    void linesThatAreNoCallsAreLeftOut() throws IOException {
        assertThat(answers(new Echo(), "hello\n[]\n{\"call\":\"pre_execute\",\"id\":5}\n"))
                .containsExactly("{\"id\":5,\"status\":\"OK\",\"data\":{}}");
        assertThat(answers(new Echo(), "{\"call\":\"dance\",\"id\":5}\n").get(0))
                .contains("UNKNOWN_CALL");
    }

    @Test
    void anAlgorithmIsFoundByTheServiceLoader(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Algorithm.class.getName()), Echo.class.getName() + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            assertThat(AlgorithmFinder.find("")).isInstanceOf(Echo.class);
            assertThat(AlgorithmFinder.find(Echo.class.getName())).isInstanceOf(Echo.class);
            assertThatThrownBy(() -> AlgorithmFinder.find("algorithm.Other"))
                    .hasMessageStartingWith("no algorithm algorithm.Other in the files META-INF/")
                    .hasMessageEndingWith("found: " + Echo.class.getName());
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThatThrownBy(() -> AlgorithmFinder.find("")).hasMessageEndingWith("found: none");
    }
}
