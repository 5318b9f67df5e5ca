package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.cli.Robot.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionCommandTest {
    @TempDir private Path folder;

    private Answer create(String... flags) {
        Path region = folder.resolve("region");
        String[] arguments = new String[flags.length + 4];
        System.arraycopy(
                new String[] {"--region", region.toString(), "region", "create"},
                0,
                arguments,
                0,
                4);
        System.arraycopy(flags, 0, arguments, 4, flags.length);
        return Robot.runAsItIs(arguments);
    }

    @Test
    void makesARegionAndThenFindsIt() {
        Answer made = create("--slots", "4", "--slot-width", "96", "--slot-height", "64");
        assertThat(made.out()).containsExactly("made " + folder.resolve("region") + " (0.6 MB)");
        assertThat(made.code()).isZero();
        Answer found = create();
        assertThat(found.out()).containsExactly("found " + folder.resolve("region") + " (0.6 MB)");
        assertThat(found.code()).isZero();
    }

    @Test
    void aSizeThatCannotBeIsWrongUsage() {
        Answer answer = create("--slots", "5");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .containsExactly(
                        "cat-follow region create: --slots, --slot-width, --slot-height: slot count"
                                + " must be a power of two from 4 to 256, not 5; see `cat-follow"
                                + " region create --help`");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatLiesThereAndIsNoRegionIsCodeThree() throws Exception {
        Files.writeString(folder.resolve("region"), "no region");
        Answer answer = create();
        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.err())
                .singleElement()
                .asString()
                .contains("it is no cat-follow region (only 9 bytes)");
        assertThat(folder.resolve("region")).hasContent("no region");
    }

    @Test
    void aFolderThatIsMissingIsCodeThree() {
        Path region = folder.resolve("nowhere/region");
        Answer answer = Robot.runAsItIs("region", "create", "--region", region.toString());
        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.err())
                .containsExactly(
                        "cat-follow region create: cannot create region "
                                + region
                                + ": "
                                + region.getParent()
                                + " is no folder that you may write; give another --region");
    }

    @Test
    void theNameDefaultIsNoName() {
        String named = Robot.runAsItIs("stat", "--name", "x/y").err().getFirst();
        assertThat(named).startsWith("cat-follow: --name: instance name must be");
        CatFollowCommand command = new CatFollowCommand();
        new picocli.CommandLine(command).parseArgs("--name", "default", "stat");
        assertThat(command.files().region()).hasToString("/dev/shm/cat-follow");
    }
}
