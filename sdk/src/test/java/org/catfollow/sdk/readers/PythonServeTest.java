package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code catfollow.serve}: a line in, a line out, whatever the algorithm does. */
class PythonServeTest {
    @TempDir Path folder;

    /** An algorithm of a runner that is this test. */
    private final class Algorithm implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;
        private final Writer input;

        Algorithm(Path script, String mode) throws IOException {
            ProcessBuilder builder = Python.program(script.toString());
            builder.redirectError(errors().toFile());
            builder.environment().put("CAT_FOLLOW_IMAGES", folder.resolve("images").toString());
            builder.environment().put("CAT_FOLLOW_ALGO_MODE", mode);
            process = builder.start();
            output = process.inputReader(StandardCharsets.UTF_8);
            input = process.outputWriter(StandardCharsets.UTF_8);
        }

        JsonObject say(String line) throws IOException {
            input.write(line + "\n");
            input.flush();
            String answer = output.readLine();
            assertThat(answer).as(line).isNotNull();
            return JsonParser.parseString(answer).getAsJsonObject();
        }

        JsonObject execute(int id, String userParams) throws IOException {
            return say(
                    ("{\"call\":\"execute\",\"id\":%d,\"step_index\":2,\"pid\":\"p-1\","
                                    + "\"session\":{\"a\":1},\"user_params\":%s,"
                                    + "\"shared_mem_id\":\"img-1\",\"image_meta\":"
                                    + "{\"width\":20,\"height\":10,\"timestamp_ms\":123,"
                                    + "\"camera_id\":\"0\",\"color_space\":\"RGB\"}}")
                            .formatted(id, userParams));
        }

        /** Closes its input; returns its exit code and checks that nothing more was said. */
        int end() throws IOException, InterruptedException {
            input.close();
            assertThat(output.readLine()).isNull();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            output.close();
        }
    }

    private Path errors() {
        return folder.resolve("errors");
    }

    private Algorithm echoing() throws IOException {
        return new Algorithm(
                Python.REPOSITORY.resolve("sdk/src/test/python/echoing_algorithm.py"),
                "development");
    }

    @Test
    void answersEachCallUnderItsIdUntilItsInputEnds() throws Exception {
        try (Algorithm algorithm = echoing()) {
            assertThat(algorithm.say("{\"call\":\"pre_execute\",\"id\":0,\"user_params\":{}}"))
                    .hasToString("{\"id\":0,\"status\":\"OK\"}");
            assertThat(algorithm.execute(7, "{}").toString())
                    .startsWith(
                            "{\"id\":7,\"status\":\"OK\",\"data\":{\"echo\":[2,\"p-1\",{\"a\":1},")
                    .endsWith("\"color_space\":\"RGB\"},\"äöü\"]}}");
            assertThat(algorithm.execute(8, "{\"what\":\"numpy\"}").getAsJsonObject("data"))
                    .hasToString("{\"value\":1.5,\"many\":[0,1,2],\"is\":true}");
            assertThat(algorithm.end()).isZero();
        }
    }

    @Test
    void whatItPrintsGoesToStandardError() throws Exception {
        try (Algorithm algorithm = echoing()) {
            assertThat(algorithm.execute(1, "{\"what\":\"print\"}").get("id").getAsInt())
                    .isEqualTo(1);
            assertThat(algorithm.execute(2, "{\"what\":\"read\"}").getAsJsonObject("data"))
                    .hasToString("{\"read\":\"\"}");
            assertThat(algorithm.execute(3, "{}").get("id").getAsInt()).isEqualTo(3);
            assertThat(algorithm.end()).isZero();
        }
        assertThat(errors())
                .content()
                .contains("printed by Python", "printed by a child", "printed by number");
    }

    @Test
    void exceptionsAreAnsweredAndTheNextCallIsServed() throws Exception {
        try (Algorithm algorithm = echoing()) {
            assertThat(
                            algorithm.say(
                                    "{\"call\":\"pre_execute\",\"id\":0,\"user_params\":{\"refuse\":1}}"))
                    .hasToString(
                            "{\"id\":0,\"status\":\"ERROR\",\"code\":\"USER_PARAMS\",\"message\":\"not these\"}");
            assertThat(algorithm.execute(1, "{\"what\":\"fail\"}"))
                    .hasToString(
                            "{\"id\":1,\"status\":\"ERROR\",\"code\":\"EXCEPTION\",\"message\":\"ValueError: a wrong value\"}");
            for (String what : new String[] {"exit", "nan", "list"}) {
                JsonObject answer = algorithm.execute(2, "{\"what\":\"" + what + "\"}");
                assertThat(answer.get("code").getAsString()).as(what).isEqualTo("EXCEPTION");
            }
            for (String line : new String[] {"nonsense", "[1]", "{\"call\":\"stop\",\"id\":4}"}) {
                assertThat(algorithm.say(line).get("code").getAsString())
                        .as(line)
                        .isEqualTo("PROTOCOL");
            }
            assertThat(algorithm.execute(5, "{}").get("status").getAsString()).isEqualTo("OK");
            assertThat(algorithm.end()).isZero();
        }
        assertThat(errors()).content().contains("Traceback", "ValueError: a wrong");
    }

    @Test
    void aParameterThatNoCallHasIsNamedAtTheStart() throws Exception {
        Path script = folder.resolve("wrong.py");
        Files.writeString(
                script,
                """
                import catfollow

                def execute(image, user_params, times=2, *more, **others):
                    return {}

                catfollow.serve(execute=execute)
                """);
        try (Algorithm algorithm = new Algorithm(script, "production")) {
            assertThat(algorithm.end()).isEqualTo(1);
        }
        assertThat(errors())
                .content()
                .contains(
                        "TypeError: execute has a parameter 'image', which no call has; use of step_index,");
    }

    @Test
    void aMissingImageIsASubstituteInDevelopmentOnly() throws Exception {
        try (Algorithm algorithm = echoing()) {
            assertThat(algorithm.execute(1, "{\"what\":\"image\"}").getAsJsonObject("data"))
                    .hasToString("{\"mean\":0.0,\"substitute\":true}");
        }
    }

    @Test
    void theExampleJudgesBrightnessAndBlur() throws Exception {
        Path example = Python.REPOSITORY.resolve("docs/examples/brightness_blur.py");
        try (Algorithm algorithm = new Algorithm(example, "production");
                Python runner = Python.start()) {
            assertThat(algorithm.execute(1, "{}").get("code").getAsString()).isEqualTo("NOT_FOUND");
            runner.run(
                    """
                    from handmade_store import Store
                    store = Store('%s')
                    """
                                    .formatted(folder.resolve("images"))
                            + "store.put(0, 'img-1', bytes([20]) * 600, 20, 10)");
            assertThat(algorithm.execute(2, "{}").getAsJsonObject("data"))
                    .hasToString(
                            "{\"brightness\":20.0,\"blur\":0.0,\"too_dark\":true,\"blurred\":true}");
            runner.run(
                    """
                    board = (numpy.indices((10, 20)).sum(0) % 2 * 255).astype(numpy.uint8)
                    store.put(0, 'img-1', numpy.dstack([board] * 3).tobytes(), 20, 10)""");
            JsonObject sharp = algorithm.execute(3, "{}").getAsJsonObject("data");
            assertThat(sharp.get("brightness").getAsDouble()).isBetween(127.0, 128.0);
            assertThat(sharp.get("blur").getAsDouble()).isGreaterThan(100_000);
            assertThat(sharp.get("too_dark").getAsBoolean()).isFalse();
            assertThat(sharp.get("blurred").getAsBoolean()).isFalse();
            assertThat(
                            algorithm
                                    .execute(4, "{\"dark_below\":200}")
                                    .getAsJsonObject("data")
                                    .get("too_dark")
                                    .getAsBoolean())
                    .isTrue();
            assertThat(
                            algorithm.say(
                                    "{\"call\":\"pre_execute\",\"id\":0,\"user_params\":{\"dark_below\":\"x\"}}"))
                    .hasToString(
                            "{\"id\":0,\"status\":\"ERROR\",\"code\":\"USER_PARAMS\",\"message\":\"dark_below must be a number from 0, not 'x'\"}");
            assertThat(algorithm.end()).isZero();
        }
    }
}
