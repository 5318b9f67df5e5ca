package org.catfollow.capture;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The last figures as one JSON object: the whole file or none. Keys are added, never renamed.
 */
final class StatisticsFile {
    private StatisticsFile() {}

    /** Writes the file; one that is there is replaced. */
    static void write(Path file, String source, CaptureStatistics statistics, long nowNanos)
            throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            Files.writeString(part, json(source, statistics, nowNanos) + "\n");
            Files.move(
                    part,
                    whole,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static JsonObject json(String source, CaptureStatistics statistics, long nowNanos) {
        JsonObject json = new JsonObject();
        json.addProperty("source", source);
        json.addProperty("seconds", rounded(statistics.seconds(nowNanos)));
        json.addProperty("frames", statistics.frames());
        json.addProperty("framesPerSecond", rounded(statistics.framesPerSecond()));
        json.addProperty("skipped", statistics.skipped());
        json.addProperty("lastSkipReason", statistics.lastSkipReason());
        json.addProperty("late", statistics.late());
        json.addProperty("droppedByCamera", statistics.droppedByCamera());
        json.addProperty("interruptions", statistics.interruptions());
        JsonObject jitter = new JsonObject();
        jitter.addProperty("count", statistics.jitter().count());
        jitter.addProperty("p50", rounded(statistics.jitter().quantileNanos(0.5) / 1e6));
        jitter.addProperty("p99", rounded(statistics.jitter().quantileNanos(0.99) / 1e6));
        jitter.addProperty("max", rounded(statistics.jitter().quantileNanos(1) / 1e6));
        json.add("jitterMillis", jitter);
        return json;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
