package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.cli.Robot.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriveCommandTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drive --no-cat -- --source sim:mine.yaml",
                "drive --no-cat -- --source=sim:",
            })
    void aWorldAndASourceAreNotGivenTogether(String words) {
        Answer answer = Robot.runAsItIs(words.split(" "));

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().getFirst())
                .contains("--world and --no-cat make the world; leave --source after -- out");
    }

    @Test
    void aWorldWithAMistakeIsRefusedBeforeARobotStarts() throws IOException {
        Path world = Files.writeString(folder.resolve("w.yaml"), "rooom: {}\n");

        Answer answer = Robot.runAsItIs("drive", "--world", world.toString());

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).singleElement().asString().contains("world " + world);
    }

    @Test
    void secondsAndSeedsHaveTheirRange() {
        assertThat(Robot.runAsItIs("drive", "--seconds", "0").code()).isEqualTo(2);
        assertThat(Robot.runAsItIs("drive", "--seeds", "0").code()).isEqualTo(2);
        assertThat(Robot.runAsItIs("drive", "--seeds", "9-3").code()).isEqualTo(2);
        assertThat(Robot.runAsItIs("drive", "--seeds", "3-9", "--first-seed", "2").code())
                .isEqualTo(2);
    }

    @Test
    void theLeastDistanceIsOne() {
        Answer answer = Robot.runAsItIs("drive", "--min-distance", "-0.1");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().getFirst()).contains("--min-distance must be 0 to 5 m, not -0.1");
    }
}
