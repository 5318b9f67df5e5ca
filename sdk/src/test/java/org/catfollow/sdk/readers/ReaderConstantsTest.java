package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The constants in {@code catfollow.py} and {@code catfollow.h} are the layout's. */
class ReaderConstantsTest {
    private static final Path SDK =
            Path.of(System.getProperty("catfollow.repository")).resolve("sdk");
    private static final String REGENERATE =
            "%s differs from the layout's constants; regenerate it with `mvn test -pl sdk -am"
                    + " -Dtest=ReaderConstantsTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dcatfollow.regenerate=true`, look at the difference, and see whether what"
                    + " the file does with the changed constants is still right";

    private static void assertWritten(Path file, String begin, String constants, String end)
            throws IOException {
        String text = Files.readString(file);
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        assertThat(from).as("marker in " + file + ": " + begin).isNotNegative();
        assertThat(to).as("marker in " + file + ": " + end).isGreaterThan(from);
        String expected = text.substring(0, from) + begin + constants + text.substring(to);
        if (Boolean.getBoolean("catfollow.regenerate")) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file)).as(REGENERATE, file).isEqualTo(expected);
    }

    @Test
    void thePythonFileHasTheConstantsOfTheLayout() throws IOException {
        assertWritten(
                SDK.resolve("python/catfollow.py"),
                "# constants: written by ReaderConstantsTest, do not edit\n",
                ReaderConstants.python(),
                "# end of constants\n");
    }

    @Test
    void thePythonFileHasTheConstantsOfTheImageStore() throws IOException {
        assertWritten(
                SDK.resolve("python/catfollow.py"),
                "# constants of the store: written by ReaderConstantsTest, do not edit\n",
                ReaderConstants.storeInPython(),
                "# end of the store's constants\n");
    }

    @Test
    void theHeaderInCHasTheConstantsOfTheLayout() throws IOException {
        assertWritten(
                SDK.resolve("c/catfollow.h"),
                "/* constants: written by ReaderConstantsTest, do not edit */\n",
                ReaderConstants.c(),
                "/* end of constants */\n");
    }

    @Test
    void theHeaderInCHasTheConstantsOfTheImageStore() throws IOException {
        assertWritten(
                SDK.resolve("c/catfollow.h"),
                "/* constants of the image store: written by ReaderConstantsTest, do not edit */\n",
                ReaderConstants.storeInC(),
                "/* end of the image store's constants */\n");
    }
}
