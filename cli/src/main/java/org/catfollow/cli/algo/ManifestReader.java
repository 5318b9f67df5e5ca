package org.catfollow.cli.algo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.catfollow.runtime.config.NearestWord;

/** Reads a manifest and collects its mistakes, each a line: what, where, the value, what to do. */
final class ManifestReader {
    private static final List<String> KEYS =
            List.of(
                    "name",
                    "version",
                    "language",
                    "class",
                    "command",
                    "timeout_ms",
                    "start_timeout_ms",
                    "user_params");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}");
    private static final Pattern CLASS =
            Pattern.compile("([A-Za-z_$][A-Za-z0-9_$]*\\.)*[A-Za-z_$][A-Za-z0-9_$]*");
    private static final long LARGEST_BYTES = 1 << 20;
    private static final int DEFAULT_TIMEOUT_MILLIS = 5_000;
    private static final int DEFAULT_START_MILLIS = 30_000;
    private static final int LONGEST_MILLIS = 3_600_000;
    private static final int SHOWN = 60;

    private final List<String> mistakes = new ArrayList<>();
    private final String file;

    private ManifestReader(String file) {
        this.file = file;
    }

    /**
     * What a file says.
     *
     * @param manifest null where there are mistakes
     * @param mistakes one line each
     */
    record Reading(Manifest manifest, List<String> mistakes) {}

    /** Reads the manifest of the algorithm in a folder. */
    static Reading read(Path folder) {
        ManifestReader reader = new ManifestReader(Manifest.FILE);
        JsonObject json = reader.json(folder.resolve(Manifest.FILE));
        Manifest manifest = json == null ? null : reader.manifest(json);
        List<String> mistakes = List.copyOf(reader.mistakes);
        return new Reading(mistakes.isEmpty() ? manifest : null, mistakes);
    }

    private JsonObject json(Path path) {
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                mistakes.add(file + " has over " + LARGEST_BYTES + " bytes; it is a short text");
                return null;
            }
            return parse(Files.readString(path));
        } catch (NoSuchFileException e) {
            mistakes.add(
                    "no "
                            + file
                            + " in "
                            + path.toAbsolutePath().getParent()
                            + "; `cat-follow algo init` makes an example");
        } catch (MalformedInputException e) {
            mistakes.add(file + " is no UTF-8 text; store it as UTF-8");
        } catch (IOException e) {
            mistakes.add("cannot read " + file + ": " + Why.of(e));
        }
        return null;
    }

    private JsonObject parse(String text) throws IOException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
                mistakes.add(file + " is no single JSON object: it begins with { and ends with }");
                return null;
            }
            return element.getAsJsonObject();
        } catch (JsonParseException | IOException e) {
            String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            mistakes.add(file + " is no JSON: " + message.lines().findFirst().orElse(""));
            return null;
        }
    }

    private Manifest manifest(JsonObject json) {
        json.keySet().stream().filter(key -> !KEYS.contains(key)).forEach(this::unknown);
        String name = text(json, "name", NAME, "give 1 to 64 letters, digits, '.', '-' or '_'");
        String version =
                text(
                        json,
                        "version",
                        VERSION,
                        "give 1 to 64 letters, digits, '.', '+', '-' or '_'");
        String word = text(json, "language", Pattern.compile(".+"), "one of " + Language.words());
        Language language = Language.of(word).orElse(null);
        if (language == null && !word.isEmpty()) {
            wrong("language", json.get("language"), "one of " + Language.words());
        }
        boolean java = language == Language.JAVA;
        String className = "";
        List<String> command = List.of();
        if (java) {
            className = text(json, "class", CLASS, "give the full name of the class");
            unsuited(json, "command", "an algorithm in Java has \"class\"");
        } else if (language != null) {
            command = words(json);
            unsuited(json, "class", "only an algorithm in Java has one; give \"command\"");
        }
        return new Manifest(
                name,
                version,
                language,
                className,
                command,
                millis(json, "timeout_ms", DEFAULT_TIMEOUT_MILLIS),
                millis(json, "start_timeout_ms", DEFAULT_START_MILLIS),
                params(json));
    }

    private void unknown(String key) {
        String nearest =
                KEYS.stream()
                        .min(Comparator.comparingInt(one -> NearestWord.distance(key, one)))
                        .orElseThrow();
        // Half of its letters at most: else it is no slip.
        boolean slip = 2 * NearestWord.distance(key, nearest) <= nearest.length();
        mistakes.add(
                file
                        + ": unknown key \""
                        + shown(key)
                        + (slip
                                ? "\"; do you mean \"" + nearest + "\"?"
                                : "\"; leave it out, or put it into \"user_params\""));
    }

    private void unsuited(JsonObject json, String key, String why) {
        if (json.has(key)) {
            wrong(key, json.get(key), "leave it out: " + why);
        }
    }

    private void wrong(String key, JsonElement value, String advice) {
        mistakes.add(
                file
                        + ": "
                        + key
                        + " is "
                        + (value == null ? "missing" : shown(value.toString()))
                        + "; "
                        + advice);
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }

    private String text(JsonObject json, String key, Pattern pattern, String advice) {
        JsonElement value = json.get(key);
        if (isText(value) && pattern.matcher(value.getAsString()).matches()) {
            return value.getAsString();
        }
        wrong(key, value, advice);
        return "";
    }

    private static boolean isText(JsonElement value) {
        return value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    private List<String> words(JsonObject json) {
        JsonElement value = json.get("command");
        List<String> words = new ArrayList<>();
        boolean good = value != null && value.isJsonArray() && !value.getAsJsonArray().isEmpty();
        if (good) {
            for (JsonElement word : value.getAsJsonArray()) {
                good &= isText(word) && !word.getAsString().isEmpty();
                words.add(good ? word.getAsString() : "");
            }
        }
        if (!good || words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            wrong(
                    "command",
                    value,
                    "give a list of words, the program first: [\"python3\", \"algorithm.py\"]");
            return List.of();
        }
        return words;
    }

    private Duration millis(JsonObject json, String key, int otherwise) {
        JsonElement value = json.get(key);
        if (value == null) {
            return Duration.ofMillis(otherwise);
        }
        // As text first: a number of a million digits is not computed.
        String text = value.isJsonPrimitive() ? value.getAsString() : "";
        if (value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isNumber()
                && text.matches("[0-9]{1,7}")
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= LONGEST_MILLIS) {
            return Duration.ofMillis(Integer.parseInt(text));
        }
        wrong(key, value, "give a whole number of milliseconds, 1 to " + LONGEST_MILLIS);
        return Duration.ofMillis(otherwise);
    }

    private JsonObject params(JsonObject json) {
        JsonElement value = json.get("user_params");
        if (value == null) {
            return new JsonObject();
        }
        if (value.isJsonObject()) {
            return value.getAsJsonObject();
        }
        wrong("user_params", value, "give an object: {\"threshold\": 40}");
        return new JsonObject();
    }
}
