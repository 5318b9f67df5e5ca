package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.simulator.world.ActorPlan;
import org.catfollow.simulator.world.WorldFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriveWorldTest {
    private static final String ROOM = "room: {x: [-1, 4], y: [-2, 2]}\n";
    private static final String BALL = "actors: [{kind: ball, at: [1, 1]}]\n";
    private static final String CAT_AND_BALL =
            "actors: [{kind: cat, start: anywhere}, {kind: ball, at: [1, 1]}]\n";

    @TempDir private Path folder;

    private Path world(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), text);
    }

    private static List<ActorPlan.Kind> kindsOf(String source) {
        assertThat(source).startsWith("sim:");
        return WorldFile.read(Path.of(source.substring(4))).actors().stream()
                .map(ActorPlan::kind)
                .toList();
    }

    @Test
    void theUsualWorldNeedsNoFile() {
        assertThat(DriveWorld.usual().source(folder)).isEqualTo("sim:");
        assertThat(DriveWorld.usual().hasCat()).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void withoutTheCatTheUsualWorldIsWrittenWithItsDecoys() {
        DriveWorld catless = DriveWorld.usualWithoutCats();

        assertThat(catless.hasCat()).isFalse();
        assertThat(kindsOf(catless.source(folder)))
                .containsExactly(ActorPlan.Kind.DOG, ActorPlan.Kind.BALL, ActorPlan.Kind.CUSHION);
    }

    @Test
    void aWorldOfOnesOwnIsUsedWhereItLies() throws IOException {
        Path mine = world(ROOM + CAT_AND_BALL);

        assertThat(DriveWorld.of(mine).source(folder)).isEqualTo("sim:" + mine.toAbsolutePath());
        assertThat(DriveWorld.of(mine).hasCat()).isTrue();
    }

    @Test
    void aWorldOfOnesOwnCanLoseItsCatsAndStaysAsItIs() throws IOException {
        Path mine = world(ROOM + CAT_AND_BALL);

        DriveWorld catless = DriveWorld.withoutCats(mine);
        assertThat(kindsOf(catless.source(folder))).containsExactly(ActorPlan.Kind.BALL);
        assertThat(mine).hasContent(ROOM + CAT_AND_BALL);
    }

    @Test
    void aWorldWithoutACatToFollowIsRefused() throws IOException {
        Path mine = world(ROOM + BALL);

        assertThatThrownBy(() -> DriveWorld.of(mine))
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "world "
                                + mine
                                + ": has no cat to follow; add one under actors:, or pass"
                                + " --no-cat")
                .extracting(failure -> ((StageFailure) failure).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(DriveWorld.withoutCats(mine).hasCat()).isFalse();
    }

    @Test
    void aWrongWorldIsRefusedWithItsPlace() throws IOException {
        Path mine = world(ROOM + "actors: [{kind: cow}]\n");

        for (boolean cat : List.of(true, false)) {
            assertThatThrownBy(() -> refused(mine, cat))
                    .isInstanceOf(StageFailure.class)
                    .hasMessageStartingWith("world " + mine + " line 2: actors[0].kind is cow");
        }
        assertThatThrownBy(() -> DriveWorld.of(folder.resolve("none")))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("cannot be read");
    }

    private static DriveWorld refused(Path file, boolean cat) {
        return cat ? DriveWorld.of(file) : DriveWorld.withoutCats(file);
    }
}
