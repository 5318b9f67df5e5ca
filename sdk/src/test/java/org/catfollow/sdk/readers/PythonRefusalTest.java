package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code catfollow.py} refuses to attach to. */
class PythonRefusalTest extends RefusedRegions {
    private Python python;

    @BeforeEach
    void start() throws IOException {
        python = Python.start();
        python.run(
                """
                def refusal(path):
                    try:
                        catfollow.Region.attach(path=path, timeout=0.02).close()
                    except catfollow.RegionError as error:
                        return str(error)
                    return ''
                """);
    }

    @AfterEach
    void end() throws IOException {
        python.close();
    }

    @Override
    Optional<String> refusal(Path region) throws IOException {
        return Optional.of(python.text("refusal('" + region + "')"))
                .filter(line -> !line.isEmpty());
    }

    @Test
    void findsTheRegionAsTheEnvironmentSays() throws IOException {
        String path = "[catfollow.region_path(), catfollow.region_path('den')]";
        assertThat(python.ask(path))
                .hasToString("[\"/dev/shm/cat-follow\",\"/dev/shm/cat-follow-den\"]");
        try (Python told =
                Python.start(
                        Map.of("CAT_FOLLOW_SHM_DIR", "/somewhere", "CAT_FOLLOW_REGION", "/a/b"))) {
            assertThat(told.ask(path)).hasToString("[\"/a/b\",\"/somewhere/cat-follow-den\"]");
        }
        assertThat(python.failure("catfollow.region_path('../x')"))
                .contains("instance name", "../x");
        assertThat(python.failure("catfollow.region_path('den.images')"))
                .contains("not end in", "den.images");
    }
}
