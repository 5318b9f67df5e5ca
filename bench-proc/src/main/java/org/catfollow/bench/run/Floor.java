package org.catfollow.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.catfollow.bench.run.BenchPlan.Waiting;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.SignalsLayout;
import org.catfollow.shm.layout.StageRowLayout;

/**
 * The ring's protocol in C, compiled with this machine's {@code cc}.
 *
 * @param program where it is; null where it could not be made
 * @param compiler the compiler's own name and version, or why there is no program
 */
record Floor(Path program, String compiler) {
    private static final long PATIENCE_SECONDS = 60;

    /** Compiles it into a folder. */
    static Floor compile(Path folder) {
        Path source = folder.resolve("floor.c");
        Path program = folder.resolve("floor");
        try (InputStream text = Floor.class.getResourceAsStream("floor.c")) {
            Files.copy(text, source);
        } catch (IOException e) {
            return new Floor(null, "not written to " + folder + ": " + e.getMessage());
        }
        try {
            String version = run(List.of("cc", "--version")).lines().findFirst().orElse("cc");
            run(List.of("cc", "-std=gnu11", "-O2", "-o", program.toString(), source.toString()));
            return new Floor(program, version + " -O2");
        } catch (IOException e) {
            String why = e.getMessage().lines().findFirst().orElse("cc failed");
            return new Floor(null, "none, as cc does not work here: " + why);
        }
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(text.isBlank() ? command + " failed" : text);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        return text;
    }

    boolean isThere() {
        return program != null;
    }

    /** Returns the words that start one end of it on a region. */
    List<String> command(
            String end, Path region, Geometry geometry, BenchPlan plan, Waiting waiting) {
        List<String> words = new ArrayList<>(List.of(program.toString(), end, region.toString()));
        long[] numbers = {
            geometry.offset(Section.CAPTURE) + StageRowLayout.NEWEST_FRAME,
            geometry.offset(Section.SIGNALS) + SignalsLayout.FRAME_WAITERS,
            geometry.offset(Section.FRAME_HEADERS),
            geometry.payloadOffset(0),
            geometry.payloadSpacingBytes(),
            geometry.slotCount(),
            plan.widthPixels(),
            plan.heightPixels(),
            PixelFormat.BGR24.code()
        };
        for (long number : numbers) {
            words.add(Long.toString(number));
        }
        words.add(waiting.name().toLowerCase(Locale.ROOT));
        return words;
    }
}
