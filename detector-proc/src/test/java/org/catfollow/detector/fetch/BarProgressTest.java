package org.catfollow.detector.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BarProgressTest {
    @Test
    void fillsOneLineOfATerminal() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        BarProgress bar = new BarProgress(terminal);
        bar.begin("detect.tflite", "https://x/detect.tflite", 4_000);
        bar.advance(4_000);
        bar.end();
        String drawn = bytes.toString(StandardCharsets.UTF_8);
        String last = drawn.strip().substring(drawn.strip().lastIndexOf('\r') + 1);
        assertThat(last).startsWith("detect.tflite").contains("100%").contains("4/4 kB");
        assertThat(last.length()).isLessThan(80);
        assertThat(drawn).endsWith("\n");
    }
}
