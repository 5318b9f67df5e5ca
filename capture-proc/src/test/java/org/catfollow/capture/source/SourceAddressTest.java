package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceAddressTest {
    private static void refuses(String source, String... parts) {
        assertThatThrownBy(() -> SourceAddress.parse(source))
                .isInstanceOfSatisfying(
                        StageFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    @Test
    void takesSchemeAndRestApart() {
        assertThat(SourceAddress.parse("images:a:b"))
                .isEqualTo(new SourceAddress(SourceScheme.IMAGES, "a:b"));
        assertThat(SourceAddress.parse("TEST:"))
                .isEqualTo(new SourceAddress(SourceScheme.TEST, ""));
    }

    @Test
    void anUnknownSchemeGetsTheListOfThoseWeHave() {
        refuses(
                "ftp://x",
                "--source ftp://x",
                "images:DIR, file:VIDEO, v4l2:[/dev/videoN], rpicam:",
                "test:[WIDTHxHEIGHT]");
    }

    @Test
    void aMisspeltSchemeGetsTheNearest() {
        refuses("imges:x", "did you mean images:DIR?");
        refuses("fiel:x.avi", "did you mean file:VIDEO?");
        refuses("tst:", "did you mean test:[WIDTHxHEIGHT]?");
    }

    @Test
    void aDistantSchemeGetsNoGuess() {
        assertThatThrownBy(() -> SourceAddress.parse("gopro:1"))
                .hasMessageNotContaining("did you mean");
    }

    @Test
    void aPlainPathGetsItsScheme(@TempDir Path folder) throws IOException {
        Path video = Files.createFile(folder.resolve("cat.avi"));
        refuses(folder.toString(), "did you mean images:" + folder + "?");
        refuses(video.toString(), "did you mean file:" + video + "?");
    }

    @Test
    void anEmptyPathIsNamed() {
        assertThatThrownBy(
                        () ->
                                FrameSources.open(
                                        SourceRequest.of("images:", false, new SlotSize(64, 48))))
                .isInstanceOfSatisfying(
                        StageFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("--source images: names no path; images:DIR");
    }
}
