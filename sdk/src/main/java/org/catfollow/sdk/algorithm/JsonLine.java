package org.catfollow.sdk.algorithm;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** One JSON object in one line: what runner and algorithm send each other. */
public final class JsonLine {
    private static final TypeAdapter<JsonElement> ELEMENTS =
            new Gson().getAdapter(JsonElement.class);

    private JsonLine() {}

    /**
     * Returns the object as one line, without its end.
     *
     * @throws IllegalArgumentException for numbers that JSON has no word for: infinite ones, and NaN
     */
    public static String of(JsonObject object) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setStrictness(Strictness.STRICT);
            ELEMENTS.write(writer, object);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the object that the line holds; empty where it is anything else, or more. */
    public static Optional<JsonObject> parse(String line) {
        try (JsonReader reader = new JsonReader(new StringReader(line))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            return element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT
                    ? Optional.of(element.getAsJsonObject())
                    : Optional.empty();
        } catch (JsonParseException | IOException e) {
            return Optional.empty();
        }
    }
}
