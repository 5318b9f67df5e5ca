package org.catfollow.cli.watching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullScreenTest {
    private final StringWriter text = new StringWriter();

    private String drawn(List<String> lines, int rows, int columns) {
        try (FullScreen screen = new FullScreen(new PrintWriter(text))) {
            int before = text.getBuffer().length();
            screen.draw(lines, rows, columns);
            return text.toString().substring(before);
        }
    }

    @Test
    void aPictureIsDrawnOverTheOneBeforeAndNothingIsClearedFirst() {
        String picture = drawn(List.of("one", "two"), 24, 80);
        assertThat(picture)
                .isEqualTo(
                        "\u001b[?2026h\u001b[Hone\u001b[K\r\ntwo\u001b[K\r\n\u001b[J\u001b[?2026l");
    }

    @Test
    void whatDoesNotFitIsCutAndTheLastLineDoesNotScroll() {
        String picture = drawn(List.of("abcdef", "two", "three"), 2, 4);
        assertThat(picture).contains("abcd\u001b[K\r\ntwo\u001b[K\u001b[J").doesNotContain("three");
    }

    @Test
    void theOtherScreenAndTheCursorComeAndGo() {
        drawn(List.of("x"), 24, 80);
        assertThat(text.toString())
                .startsWith("\u001b[?1049h\u001b[?25l")
                .endsWith("\u001b[?25h\u001b[?1049l");
    }
}
