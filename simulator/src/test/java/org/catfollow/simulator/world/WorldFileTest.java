package org.catfollow.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldFileTest {
    private static final String ROOM = "room: {x: [-1, 4], y: [-2, 2]}\n";

    @Test
    void theUsualWorldHasACatAndDecoysInAFurnishedRoom() {
        World world = WorldFile.usual();

        assertThat(world.actors())
                .extracting(ActorPlan::kind)
                .contains(ActorPlan.Kind.CAT, ActorPlan.Kind.DOG, ActorPlan.Kind.BALL);
        assertThat(world.furniture()).hasSizeGreaterThan(8);
        assertThat(world.room().minX()).isNegative();
        assertThat(world.camera().horizontalDegrees()).isEqualTo(54);
        assertThat(world.camera().verticalDegrees()).isEqualTo(41);
    }

    @Test
    void theUsualWorldsTextCanBeCopied(@TempDir Path folder) throws Exception {
        Path copy = Files.writeString(folder.resolve("mine.yaml"), WorldFile.usualText());

        assertThat(WorldFile.read(copy)).isEqualTo(WorldFile.usual());
    }

    @Test
    void theUsualWorldWithoutItsCatIsTheSameWithDecoysAlone() {
        World usual = WorldFile.usual();
        World catless =
                WorldFile.parse("catless", WorldFile.withoutCats("usual", WorldFile.usualText()));

        List<ActorPlan> decoys =
                usual.actors().stream()
                        .filter(actor -> actor.kind() != ActorPlan.Kind.CAT)
                        .toList();
        assertThat(decoys).hasSizeLessThan(usual.actors().size());
        assertThat(catless)
                .isEqualTo(
                        new World(
                                usual.room(),
                                usual.camera(),
                                usual.film(),
                                usual.furniture(),
                                decoys));
    }

    @Test
    void everyCatIsLeftOutWhereverItStands() {
        String text =
                ROOM
                        + """
                        actors:
                          - kind: cat
                            start: anywhere
                          - {kind: ball, at: [1, 1]}
                          - {kind: cat, at: [2, 1]}
                        """;

        assertThat(WorldFile.parse("w", WorldFile.withoutCats("w", text)).actors())
                .extracting(ActorPlan::kind)
                .containsExactly(ActorPlan.Kind.BALL);
        assertThat(WorldFile.parse("w", WorldFile.withoutCats("w", ROOM)).actors()).isEmpty();
    }

    @Test
    void aWrongWorldIsAsWrongWithoutCats() {
        assertThatThrownBy(() -> WorldFile.withoutCats("w.yaml", "actors: [{kind: cow}]"))
                .isInstanceOf(WorldMistake.class)
                .hasMessageStartingWith("world w.yaml line 1");
    }

    @Test
    void aRoomIsEnough() {
        World world = WorldFile.parse("w.yaml", ROOM);

        assertThat(world.room().height()).isEqualTo(2.5);
        assertThat(world.film()).isEqualTo(new World.Film(0, 0));
        assertThat(world.furniture()).isEmpty();
        assertThat(world.actors()).isEmpty();
    }

    @Test
    void aPieceHasTheSizeAndColourOfItsKindUnlessTheFileSaysOtherwise() {
        World world =
                WorldFile.parse(
                        "w.yaml",
                        ROOM
                                + """
                                furniture:
                                  - {kind: sofa, at: [1, 1]}
                                  - {kind: box, at: [2, 1], turned: 30, size: [0.1, 0.2, 0.3], colour: "#102030"}
                                """);

        assertThat(world.furniture())
                .containsExactly(
                        Furniture.usual(Furniture.Kind.SOFA, 1, 1, 0),
                        new Furniture(Furniture.Kind.BOX, 2, 1, 30, 0.1, 0.2, 0.3, 0x102030));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    furniture: [{kind: soffa, at: [1, 1]}] | furniture[0].kind is soffa; allowed: sofa, armchair, table, chair, shelf, sideboard, television, plant, lamp, rug, box
                    furniture: [{kind: box, at: [9, 1]}]   | furniture[0].at is 9.0, 1.0, outside the room; x goes from -1.0 to 4.0, y from -2.0 to 2.0
                    furniture: [{kind: box, at: [1]}]      | furniture[0].at has 1 values; give 2 numbers in brackets, from -30 to 30
                    furniture: {kind: box}                 | furniture is a mapping; write a list, each entry after a dash
                    furniture: [{at: [1, 1]}]              | furniture[0].kind is missing; add it
                    furniture: [{kind: box, at: [1, 1], colour: red}] | furniture[0].colour is red; give a colour as "#rrggbb", in quotes
                    camera: {height: high}                 | camera.height is high; give a number from 0.03 to 1
                    camera: {height: .nan}                 | camera.height is .nan; give a number from 0.03 to 1
                    camera: {heigth: 0.2}                  | camera.heigth is not a key; allowed: field-of-view, forward, height
                    film: {noise: -1}                      | film.noise is -1; give a number from 0 to 30
                    film: 3                                | film is 3; write `key: value` lines
                    cats: []                               | cats is not a key; allowed: actors, camera, film, furniture, room
                    camera: {height: 0.2, height: 0.3}     | camera.height is there twice; keep one
                    actors: [{kind: cat, start: here}]     | actors[0].start is here, but `at` is missing; add `at: [x, y]`
                    """)
    void saysWhereAMistakeIsAndWhatIsAllowed(String line, String message) {
        assertThatThrownBy(() -> WorldFile.parse("w.yaml", ROOM + line))
                .isInstanceOf(WorldMistake.class)
                .hasMessage("world w.yaml line 2: " + message);
    }

    @Test
    void namesTheLineInWhichYamlEnds() {
        assertThatThrownBy(() -> WorldFile.parse("w.yaml", ROOM + "camera: {height: 1"))
                .isInstanceOf(WorldMistake.class)
                .hasMessageStartingWith("world w.yaml line 2: is no YAML: ")
                .hasMessageEndingWith("; check indentation and colons");
    }

    @Test
    void refusesARoomWithoutPlaceForTheRobot() {
        assertThatThrownBy(() -> WorldFile.parse("w.yaml", "room: {x: [1, 4], y: [-2, 2]}"))
                .hasMessage(
                        "world w.yaml line 1: room.x and y do not hold the robot, which starts at 0, 0; give room"
                                + " around it");
    }

    @Test
    void refusesMoreCatsThanTruthHasRoomFor() {
        String cats = "actors:\n" + "  - {kind: cat}\n".repeat(5);

        assertThatThrownBy(() -> WorldFile.parse("w.yaml", ROOM + cats))
                .hasMessage("world w.yaml line 3: actors has 5 cats and 0 decoys; at most 4 and 8");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> WorldFile.parse("w.yaml", "# nothing\n"))
                .hasMessage("world w.yaml: is empty; write at least `room:` with `x` and `y`");
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThatThrownBy(() -> WorldFile.read(Path.of("missing.yaml")))
                .isInstanceOf(WorldMistake.class)
                .hasMessage(
                        "world missing.yaml: cannot be read (NoSuchFileException); check the path");
    }
}
