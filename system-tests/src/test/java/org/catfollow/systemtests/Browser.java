package org.catfollow.systemtests;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real browser without a screen: Chromium, driven by its own chromedriver over the WebDriver protocol
 * (W3C), of which a few words are enough. Skips the test where it is not installed.
 */
final class Browser implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

    /** It calls nobody, keeps nothing, and needs neither a graphics card nor a sandbox. */
    private static final List<String> FLAGS =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Launched driver;
    private final String session;

    Browser(Path folder) {
        Path chromium = installed("chromium");
        Path chromedriver = installed("chromedriver");
        driver = Launched.start(folder, Map.of(), List.of(chromedriver.toString(), "--port=0"));
        Await.until("chromedriver", () -> PORT.matcher(driver.printed()).find());
        Matcher port = PORT.matcher(driver.printed());
        if (!port.find()) {
            throw new AssertionError(driver.printed());
        }
        String root = "http://127.0.0.1:" + port.group(1) + "/session";
        JsonArray flags = new JsonArray();
        FLAGS.forEach(flags::add);
        flags.add("--user-data-dir=" + folder.resolve("profile"));
        JsonObject options = new JsonObject();
        options.addProperty("binary", chromium.toString());
        options.add("args", flags);
        JsonObject always = new JsonObject();
        always.add("goog:chromeOptions", options);
        JsonObject capabilities = new JsonObject();
        capabilities.add("alwaysMatch", always);
        JsonObject body = new JsonObject();
        body.add("capabilities", capabilities);
        session = root + "/" + begun(root, body);
    }

    /** Begins a session; where that fails, nothing is left behind. */
    private String begun(String root, JsonObject body) {
        boolean begun = false;
        try {
            String id = ask("POST", root, body).getAsJsonObject().get("sessionId").getAsString();
            begun = true;
            return id;
        } finally {
            if (!begun) {
                driver.end();
            }
        }
    }

    private static Path installed(String program) {
        Path found =
                Stream.of(System.getenv("PATH").split(":", -1))
                        .map(folder -> Path.of(folder, program))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(null);
        Assumptions.assumeTrue(
                found != null,
                () -> "no " + program + " in PATH: install Debian's chromium and chromium-driver");
        return found;
    }

    void open(String address) {
        JsonObject body = new JsonObject();
        body.addProperty("url", address);
        ask("POST", session + "/url", body);
    }

    void resize(int width, int height) {
        JsonObject body = new JsonObject();
        body.addProperty("width", width);
        body.addProperty("height", height);
        ask("POST", session + "/window/rect", body);
    }

    /** Shows the page as a phone held upright does, by night. */
    void becomeAPhone(int width, int height) {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":"
                        + width
                        + ",\"height\":"
                        + height
                        + ",\"deviceScaleFactor\":1,\"mobile\":true}");
        devTools(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"dark\"}]}");
    }

    private void devTools(String command, String parameters) {
        JsonObject body = new JsonObject();
        body.addProperty("cmd", command);
        body.add("params", JsonParser.parseString(parameters));
        ask("POST", session + "/goog/cdp/execute", body);
    }

    /** Runs a function's body in the page; returns what it returns. */
    JsonElement run(String script) {
        JsonObject body = new JsonObject();
        body.addProperty("script", script);
        body.add("args", new JsonArray());
        return ask("POST", session + "/execute/sync", body);
    }

    /** Clicks as a person does: where something lies over it, that is an error. */
    void click(String selector) {
        JsonObject find = new JsonObject();
        find.addProperty("using", "css selector");
        find.addProperty("value", selector);
        JsonObject found = ask("POST", session + "/element", find).getAsJsonObject();
        String element = found.entrySet().iterator().next().getValue().getAsString();
        ask("POST", session + "/element/" + element + "/click", new JsonObject());
    }

    /** Presses and lets go of a key, wherever the focus is. */
    void key(String key) {
        JsonArray steps = new JsonArray();
        for (String type : List.of("keyDown", "keyUp")) {
            JsonObject step = new JsonObject();
            step.addProperty("type", type);
            step.addProperty("value", key);
            steps.add(step);
        }
        JsonObject keys = new JsonObject();
        keys.addProperty("type", "key");
        keys.addProperty("id", "keys");
        keys.add("actions", steps);
        JsonArray sources = new JsonArray();
        sources.add(keys);
        JsonObject body = new JsonObject();
        body.add("actions", sources);
        ask("POST", session + "/actions", body);
    }

    /** Writes what is seen as a PNG. */
    void screenshot(Path file) {
        String picture = ask("GET", session + "/screenshot", null).getAsString();
        try {
            Files.write(file, Base64.getDecoder().decode(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonElement ask(String method, String address, JsonObject body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofMinutes(2))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(address + ": " + response.body());
            }
            return JsonParser.parseString(response.body()).getAsJsonObject().get("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            ask("DELETE", session, null);
        } finally {
            driver.end();
            client.close();
        }
    }
}
