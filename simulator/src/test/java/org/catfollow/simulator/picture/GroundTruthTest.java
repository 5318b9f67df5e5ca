package org.catfollow.simulator.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.simulator.Worlds;
import org.catfollow.simulator.world.ActorPlan;
import org.catfollow.simulator.world.WorldFile;
import org.junit.jupiter.api.Test;

class GroundTruthTest {
    private static final String CAT = "kind: cat, at: [2, 0], behaviour: sit, heading: 180";

    /** Counts over the whole picture, pixel by pixel. */
    private static void compare(Shot shot, PictureTruth.Sighting told) {
        Canvas canvas = shot.renderer.canvas();
        int count = 0;
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = -1;
        int bottom = -1;
        for (int i = 0; i < Shot.WIDTH * Shot.HEIGHT; i++) {
            if (canvas.pixels[i] >>> 24 == 2 + told.actorIndex) {
                count++;
                left = Math.min(left, i % Shot.WIDTH);
                right = Math.max(right, i % Shot.WIDTH);
                top = Math.min(top, i / Shot.WIDTH);
                bottom = Math.max(bottom, i / Shot.WIDTH);
            }
        }
        assertThat(told.pixels).isEqualTo(count);
        if (count > 0) {
            assertThat(told.x).isEqualTo(left);
            assertThat(told.y).isEqualTo(top);
            assertThat(told.width).isEqualTo(right + 1 - left);
            assertThat(told.height).isEqualTo(bottom + 1 - top);
        }
    }

    @Test
    void tellsThePixelsThatThePictureShows() {
        Shot shot = new Shot(WorldFile.usual(), 4, null);
        int seen = 0;
        for (int i = 0; i < 72; i++) {
            shot.simulation.advanceTo(i * 0.5, 0, 0);
            shot.look(i * 15, 0, 0);
            compare(shot, shot.truth.cat(0));
            seen += shot.truth.cat(0).pixels > 0 ? 1 : 0;
            for (int decoy = 0; decoy < shot.truth.decoys(); decoy++) {
                compare(shot, shot.truth.decoy(decoy));
            }
        }

        assertThat(seen).as("pictures with the cat").isGreaterThan(3);
    }

    @Test
    void aCatInTheOpenIsSeenWhole() {
        Shot shot = new Shot(Worlds.bare(CAT)).look(0, 0, 0);
        PictureTruth.Sighting cat = shot.truth.cat(0);

        assertThat(cat.visibleFraction).isEqualTo(1);
        assertThat(cat.wholeX).isEqualTo(cat.x);
        assertThat(cat.wholeY).isEqualTo(cat.y);
        assertThat(cat.wholeWidth).isEqualTo(cat.width);
        assertThat(cat.wholeHeight).isEqualTo(cat.height);
        // A cat that sits is 0.3 to 0.45 m high.
        double metres = cat.height / Shot.FOCAL_Y * 2;
        assertThat(metres).isBetween(0.3, 0.45);
    }

    @Test
    void furnitureBeforeItHidesAPart() {
        Shot open = new Shot(Worlds.bare(CAT)).look(0, 0, 0);
        Shot shot =
                new Shot(Worlds.furnished("kind: box, at: [1, 0.25], size: [0.1, 0.5, 0.5]", CAT))
                        .look(0, 0, 0);
        PictureTruth.Sighting cat = shot.truth.cat(0);

        // The box ends at the middle of the picture: the cat's left half, in the picture too, is
        // hidden.
        assertThat(cat.visibleFraction).isBetween(0.3f, 0.7f);
        assertThat(cat.x).isCloseTo(160, within(1.5f));
        assertThat(cat.wholeX).isEqualTo(open.truth.cat(0).x);
        assertThat(cat.wholeWidth).isEqualTo(open.truth.cat(0).width);
    }

    @Test
    void behindATallBoxItIsNotSeenAtAll() {
        Shot shot =
                new Shot(Worlds.furnished("kind: box, at: [1, 0], size: [0.1, 2, 1]", CAT))
                        .look(0, 0, 0);
        PictureTruth.Sighting cat = shot.truth.cat(0);

        assertThat(cat.pixels).isZero();
        assertThat(cat.visibleFraction).isZero();
        assertThat(cat.width).isZero();
        assertThat(cat.wholeWidth).isGreaterThan(10);
        assertThat(cat.insideFraction).isEqualTo(1);
    }

    @Test
    void aDogBeforeItHidesItToo() {
        Shot shot =
                new Shot(Worlds.bare(CAT, "kind: dog, at: [1.2, 0], heading: 90, behaviour: lie"))
                        .look(0, 0, 0);

        assertThat(shot.truth.cat(0).visibleFraction).isLessThan(0.7f);
        assertThat(shot.truth.decoy(0).visibleFraction).isEqualTo(1);
    }

    @Test
    void listsCatsAndDecoysByThemselves() {
        Shot shot =
                new Shot(
                                Worlds.bare(
                                        "kind: ball, at: [2, 0.5]",
                                        "kind: cat, at: [2, 0]",
                                        "kind: cushion, at: [2, -0.5]",
                                        "kind: cat, at: [3, 0]"))
                        .look(0, 0, 0);

        assertThat(shot.truth.cats()).isEqualTo(2);
        assertThat(shot.truth.cat(1).actorIndex).isEqualTo(3);
        assertThat(shot.truth.decoys()).isEqualTo(2);
        assertThat(shot.truth.decoy(0).kind).isEqualTo(ActorPlan.Kind.BALL);
        assertThat(shot.truth.decoy(1).kind).isEqualTo(ActorPlan.Kind.CUSHION);
    }
}
