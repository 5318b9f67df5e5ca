package org.catfollow.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
    private static ConfigFile parse(String... lines) {
        return ConfigFile.parse(Path.of("a.conf"), List.of(lines));
    }

    @Test
    void aLineIsAKeyAndAValueAndKnowsItsNumber() {
        assertThat(
                        parse("# first", "", "  control.max-speed=0.3", "robot.car = picar-x  ")
                                .entries())
                .containsExactly(
                        new ConfigFile.Entry("control.max-speed", "0.3", 3),
                        new ConfigFile.Entry("robot.car", "picar-x", 4));
    }

    @Test
    void aCommentMayFollowAfterABlank() {
        assertThat(parse("a.b = 1 # one", "a.c = http://x/#1", "a.d =# nothing").entries())
                .extracting(ConfigFile.Entry::value)
                .containsExactly("1", "http://x/#1", "");
    }

    @Test
    void quotesKeepBlanksAndHashes() {
        assertThat(parse("a.b = \" 1 # 2 \" # three").entries())
                .containsExactly(new ConfigFile.Entry("a.b", " 1 # 2 ", 1));
    }

    @Test
    void whatSaysNothingIsNamedWithItsLine() {
        assertThat(parse("a.b 3", "a.c = \"3", "a.d = 1", "a.d = 2").mistakes())
                .containsExactly(
                        "a.conf:1: 'a.b 3' is not `section.name = value`",
                        "a.conf:2: the value of 'a.c' has no closing quote",
                        "a.conf:4: 'a.d' is said twice; first in line 3");
    }

    @Test
    void aFileThatIsNotThereIsAMistakeThatSaysWhatToDo() {
        assertThat(ConfigFile.read(Path.of("/nonexistent/a.conf")).mistakes())
                .containsExactly(
                        "/nonexistent/a.conf: no such file; `cat-follow config init` writes one");
    }
}
