package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A video as numbered pictures, by an FFmpeg that the build unpacked for the tests alone. */
final class VideoFrames {
    private static final Path FFMPEG = Path.of(System.getProperty("catfollow.ffmpeg"));

    private VideoFrames() {}

    /** Writes every frame of {@code video} into {@code folder} as JPEG; returns how many there are. */
    static long extract(Path video, Path folder) throws IOException {
        Path program = FFMPEG.resolve("ffmpeg");
        assertThat(program.toFile().setExecutable(true)).as("%s", program).isTrue();
        Files.createDirectories(folder);
        Launched.Outcome outcome =
                Launched.start(
                                folder.getParent(),
                                Map.of("LD_LIBRARY_PATH", FFMPEG.toString()),
                                List.of(
                                        program.toString(),
                                        "-nostdin",
                                        "-loglevel",
                                        "error",
                                        "-i",
                                        video.toString(),
                                        // Each frame once, whatever its time says.
                                        "-fps_mode",
                                        "passthrough",
                                        "-q:v",
                                        "2",
                                        folder.resolve("%04d.jpg").toString()))
                        .finish();
        assertThat(outcome.code()).as(outcome.err()).isZero();
        try (Stream<Path> pictures = Files.list(folder)) {
            return pictures.count();
        }
    }
}
