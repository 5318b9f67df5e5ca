package org.catfollow.detector.catalogue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * What was written down when our own model was made: a JSON object, of which only {@code sha256} is
 * looked at here; whatever else it has is shown as it stands.
 *
 * @param entries in the order of the file
 */
record ModelRecord(Map<String, String> entries) {
    private static final String SHA256 = "sha256";

    /**
     * Reads a record.
     *
     * @throws StageFailure (model) where it is missing or no JSON object
     */
    static ModelRecord read(Path file) {
        try {
            JsonObject object = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            Map<String, String> entries = new LinkedHashMap<>();
            object.entrySet().forEach(entry -> entries.put(entry.getKey(), text(entry.getValue())));
            return new ModelRecord(entries);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new StageFailure(
                    ExitCode.MODEL,
                    Files.exists(file)
                            ? "record " + file + " cannot be read: " + e.getMessage()
                            : "record " + file + " is missing",
                    e);
        }
    }

    private static String text(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    /** Returns the SHA-256 of the model that the record is about, if it says one. */
    Optional<String> sha256() {
        return Optional.ofNullable(entries.get(SHA256));
    }
}
