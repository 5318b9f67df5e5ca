package org.catfollow.simulator.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.simulator.Allocation;
import org.catfollow.simulator.Worlds;
import org.catfollow.simulator.body.Sprite;
import org.catfollow.simulator.world.World;
import org.catfollow.simulator.world.WorldFile;
import org.junit.jupiter.api.Test;

class RendererTest {
    private static final int RED = 0xFFE01010;

    private static byte[] drive(long seed) {
        Shot shot = new Shot(WorldFile.usual(), seed, null);
        for (int i = 0; i < 40; i++) {
            shot.simulation.advanceTo(i / 30.0, 0, 0);
            shot.take(0.01 * i, i * 9, 3, 2, i);
        }
        return shot.bytes();
    }

    @Test
    void theSameSeedAndInputsGiveTheSameBytes() {
        assertThat(drive(11)).isEqualTo(drive(11));
    }

    @Test
    void anotherSeedGivesOtherBytes() {
        assertThat(drive(11)).isNotEqualTo(drive(12));
    }

    @Test
    void aPictureDoesNotDependOnThoseBefore() {
        Shot fresh = new Shot(Worlds.bare("kind: cat, at: [1.5, 0], behaviour: sit"));
        Shot used = new Shot(Worlds.bare("kind: cat, at: [1.5, 0], behaviour: sit"));
        used.look(90, 0, 5).look(200, 10, -5).look(0, 0, 20);

        assertThat(used.look(0, 0, 0).bytes()).isEqualTo(fresh.look(0, 0, 0).bytes());
    }

    @Test
    void everyPixelIsDrawnAnew() {
        Shot shot = new Shot(WorldFile.usual().withFilm(new World.Film(0, 0)));
        for (int i = 0; i < 24; i++) {
            shot.look(i * 15, 0, i % 3 * 10 - 10);
            byte[] before = shot.bytes();
            java.util.Arrays.fill(shot.renderer.canvas().pixels, 0xFF00FF);
            shot.look(i * 15, 0, i % 3 * 10 - 10);

            assertThat(shot.bytes()).as("heading %d", i * 15).isEqualTo(before);
        }
    }

    @Test
    void drawsAPictureWithoutAllocating() {
        Shot shot = new Shot(WorldFile.usual(), 3, null);
        int[] frame = new int[1];

        long bytes =
                Allocation.bytes(
                        200,
                        60,
                        () -> {
                            int i = frame[0]++;
                            shot.simulation.advanceTo(i / 30.0, 0, 0);
                            shot.take(0.3, i * 4, i % 20, i % 7, i);
                        });

        assertThat(bytes).isZero();
    }

    @Test
    void aWallStopsTheCamera() {
        Shot shot = new Shot(Worlds.bare()).take(40, 0, 0, 0, 0);

        assertThat(shot.part(160, 60, 1)).as("a wall, not nothing").isGreaterThan(40);
    }

    @Test
    void noiseFollowsFromTheFramesNumber() {
        World world = Worlds.bare().withFilm(new World.Film(0, 4));
        Shot shot = new Shot(world);
        byte[] first = shot.take(0, 0, 0, 0, 5).bytes();
        byte[] other = shot.take(0, 0, 0, 0, 6).bytes();
        byte[] again = shot.take(0, 0, 0, 0, 5).bytes();

        assertThat(other).isNotEqualTo(first);
        assertThat(again).isEqualTo(first);
    }

    @Test
    void noiseIsAsStrongAsItIsSaidToBe() {
        Shot clean = new Shot(Worlds.bare()).look(0, 0, 0);
        Shot noisy = new Shot(Worlds.bare().withFilm(new World.Film(0, 4))).look(0, 0, 0);
        byte[] a = clean.bytes();
        byte[] b = noisy.bytes();
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            int difference = (b[i] & 255) - (a[i] & 255);
            squares += difference * difference;
        }

        assertThat(Math.sqrt(squares / a.length)).isCloseTo(4, within(0.4));
    }

    @Test
    void turningSmearsAndStandingDoesNot() {
        World world = Worlds.bare("kind: ball, at: [2, 0]").withFilm(new World.Film(0.5, 0));
        Shot shot = new Shot(world);
        shot.look(0, 0, 0);
        byte[] still = shot.look(0, 0, 0).bytes();
        shot.look(-3, 0, 0);
        byte[] smeared = shot.look(0, 0, 0).bytes();

        assertThat(sharpness(smeared)).isLessThan(0.6 * sharpness(still));
        assertThat(shot.look(0, 0, 0).bytes()).isEqualTo(still);
    }

    private static double sharpness(byte[] bytes) {
        long sum = 0;
        for (int i = 3; i < bytes.length; i++) {
            sum += Math.abs((bytes[i] & 255) - (bytes[i - 3] & 255));
        }
        return sum;
    }

    @Test
    void aCatDarkensTheFloorBelowIt() {
        Shot without = new Shot(Worlds.bare()).look(0, 0, 0);
        Shot with = new Shot(Worlds.bare("kind: ball, at: [1, 0], height: 0.2")).look(0, 0, 0);
        PictureTruth.Sighting ball = with.truth.decoy(0);
        int x = Math.round(ball.x + ball.width / 2);
        int y = Math.round(ball.y + ball.height) + 2;

        assertThat(with.part(x, y, 1)).isLessThan(without.part(x, y, 1) - 15);
    }

    @Test
    void aSpriteStandsOnTheFloorInPlaceOfTheCat() {
        int[] cutOut = new int[40 * 30];
        for (int y = 5; y < 25; y++) {
            for (int x = 5; x < 35; x++) {
                cutOut[y * 40 + x] = RED;
            }
        }
        World world = Worlds.bare("kind: cat, at: [2, 0], height: 0.25");
        Shot shot = new Shot(world, 1, Sprite.of(cutOut, 40, 30)).look(0, 0, 0);
        PictureTruth.Sighting cat = shot.truth.cat(0);

        // 2 m ahead, the floor is 0.1 m below the lens.
        assertThat((double) cat.y + cat.height).isCloseTo(120 + Shot.FOCAL_Y * 0.05, within(1.0));
        assertThat(cat.width / Shot.FOCAL_X / (cat.height / Shot.FOCAL_Y))
                .as("as broad as the opaque part")
                .isCloseTo(1.5, within(0.05));
        int x = (int) Shot.middleX(cat);
        int y = (int) Shot.middleY(cat);
        assertThat(shot.part(x, y, 2)).isGreaterThan(90);
        assertThat(shot.part(x, y, 0)).isLessThan(30);
    }

    @Test
    void throughTheHolesOfASpriteOneSeesTheRoom() {
        int[] frame = new int[32 * 32];
        for (int i = 0; i < frame.length; i++) {
            boolean hole = Math.abs(i % 32 - 16) < 8 && Math.abs(i / 32 - 16) < 8;
            frame[i] = hole ? 0 : RED;
        }
        Shot shot =
                new Shot(Worlds.bare("kind: cat, at: [2, 0]"), 1, Sprite.of(frame, 32, 32))
                        .look(0, 0, 0);
        PictureTruth.Sighting cat = shot.truth.cat(0);
        int x = (int) Shot.middleX(cat);
        int y = (int) Shot.middleY(cat);

        assertThat(shot.renderer.canvas().shows(y * Shot.WIDTH + x)).isLessThan(2);
        assertThat(cat.pixels / (cat.width * cat.height)).isCloseTo(0.77f, within(0.06f));
        assertThat(cat.visibleFraction).isEqualTo(1);
    }
}
