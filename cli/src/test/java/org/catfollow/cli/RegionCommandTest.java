package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
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
    void makesTheRegion() {
        Answer made = create("--slots", "4", "--slot-width", "96", "--slot-height", "64");
        assertThat(made.out()).containsExactly("made " + folder.resolve("region") + " (0.7 MB)");
        assertThat(made.err()).isEmpty();
        assertThat(made.code()).isZero();
    }

    @Test
    void oneThatNobodyUsesIsMadeAnew() {
        try (Robot earlier = new Robot(folder)) {
            earlier.region.stopLatch().press(1, 1);
        }
        Answer made = create("--slots", "8", "--slot-width", "96", "--slot-height", "64");
        assertThat(made.out()).containsExactly("made " + folder.resolve("region") + " (0.8 MB)");
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        try (Region region = Region.attach(files, Robot.SECOND)) {
            assertThat(region.geometry().slotCount()).isEqualTo(8);
            assertThat(region.stopLatch().count()).isZero();
        }
    }

    @Test
    void oneInThePlaceOfALostOneIsBornStopped() {
        Answer made =
                create("--stopped", "--slots", "4", "--slot-width", "96", "--slot-height", "64");
        assertThat(made.code()).isZero();
        try (Robot robot = new Robot(folder)) {
            assertThat(robot.region.isStoppedByLoss()).isTrue();
            assertThat(robot.run("stat").text()).contains("the region was lost and made anew");
            robot.region.stopLatch().press(1, 1);
            assertThat(robot.region.isStoppedByLoss()).isFalse();
        }
    }

    @Test
    void oneInUseIsFound() {
        try (Robot robot = new Robot(folder)) {
            robot.claim(Role.CONTROL);
            Answer found = create("--slots", "4", "--slot-width", "96", "--slot-height", "64");
            assertThat(found.out())
                    .containsExactly("found " + folder.resolve("region") + " (0.7 MB)");
            assertThat(found.code()).isZero();
            assertThat(robot.region.isReplaced()).isFalse();
        }
    }

    @Test
    void oneInUseWithAnotherSizeIsCodeThree() {
        try (Robot robot = new Robot(folder)) {
            robot.claim(Role.CONTROL);
            Answer answer = create();
            assertThat(answer.err())
                    .containsExactly(
                            "cat-follow region create: cannot create region "
                                    + folder.resolve("region")
                                    + ": it is in use with 4 slots of 96x64, asked for are 16 slots"
                                    + " of 640x480; end the stages that use it, or use another"
                                    + " --name");
            assertThat(answer.code()).isEqualTo(3);
            assertThat(robot.region.isReplaced()).isFalse();
        }
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
        ProcessExit.commandLine(command).parseArgs("--name", "default", "stat");
        assertThat(command.files().region()).hasToString("/dev/shm/cat-follow");
    }

    @Test
    void theNameMayStandBeforeTheCommandOrBehindIt() {
        for (String trial : List.of("drive", "faults", "chaos", "stat")) {
            for (String line : List.of("--name x " + trial, trial + " --name x")) {
                CatFollowCommand command = new CatFollowCommand();
                ProcessExit.commandLine(command).parseArgs(line.split(" ", -1));
                assertThat(command.instanceName()).as(line).contains("x");
            }
        }
    }
}
