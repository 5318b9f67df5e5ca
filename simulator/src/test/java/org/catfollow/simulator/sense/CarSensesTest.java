package org.catfollow.simulator.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.simulator.Allocation;
import org.catfollow.simulator.Worlds;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.world.World;
import org.catfollow.simulator.world.WorldFile;
import org.junit.jupiter.api.Test;

/** A car in a room from x -2 to 6 and y -3 to 3. Its front and its sensor are 0.16 m before its axle. */
class CarSensesTest {
    private static final String BOX = "kind: box, at: [1, 0], size: [0.4, 0.4, 0.3]";
    private static final String CAT_ACROSS = "kind: cat, at: [1, 0], heading: 90, behaviour: stand";
    private static final CarBody BODY = CarBody.PICAR_X;

    private static CarSenses in(World world) {
        return CarSenses.in(new Simulation(world, 1), BODY);
    }

    private static double echo(World world, double x, double y, double heading) {
        CarSenses senses = in(world);
        senses.sense(1, x, y, heading);
        return senses.echoMetres();
    }

    @Test
    void theWallAheadIsHeardFromTheSensor() {
        assertThat(echo(Worlds.bare(), 4, 0, 0)).isCloseTo(2 - BODY.front(), within(1e-9));
        assertThat(echo(Worlds.bare(), 0, 1, 90)).isCloseTo(2 - BODY.front(), within(1e-9));
    }

    @Test
    void whatIsBeyondTheRangeIsNoEcho() {
        assertThat(echo(Worlds.bare(), 0, 0, 0)).isEqualTo(CarSenses.NO_ECHO);
        assertThat(echo(Worlds.bare(), 6 - 0.16 - 0.01, 0, 0))
                .as("a finger's breadth before it")
                .isEqualTo(CarSenses.NO_ECHO);
    }

    @Test
    void aBoxIsHeardWithinTheConeAndNotBesideIt() {
        assertThat(echo(Worlds.furnished(BOX), 0, 0, 0)).isCloseTo(0.64, within(1e-9));
        // Its side is 0.64 m ahead; the cone is 0.084 m wide there.
        assertThat(echo(Worlds.furnished(BOX), 0, -0.2 - 0.07, 0)).isBetween(0.64, 0.66);
        assertThat(echo(Worlds.furnished(BOX), 0, -0.2 - 0.15, 0)).isEqualTo(CarSenses.NO_ECHO);
    }

    @Test
    void aTableIsPassedBelowNearbyAndItsLegsAreHeard() {
        String table = "kind: table, at: [1, 0], size: [0.8, 1.2, 0.74]";
        CarSenses senses = in(Worlds.furnished(table));
        senses.sense(1, 1, 0, 0);
        assertThat(senses.clearanceMetres()).as("between its legs").isBetween(0.1, 0.6);
        senses.sense(2, 0, 0.54, 0);
        assertThat(senses.echoMetres()).isCloseTo(1 - 0.4 + 0.03 - 0.16, within(0.01));
    }

    @Test
    void furIsHeardAtTimesOnlyAndHidesWhatIsBehind() {
        CarSenses senses = in(Worlds.bare(CAT_ACROSS));
        int heard = 0;
        for (int frame = 0; frame < 4000; frame++) {
            senses.sense(frame, 0.3, 0.05, 0);
            if (senses.echoMetres() != CarSenses.NO_ECHO) {
                assertThat(senses.echoMetres()).isCloseTo(0.7 - 0.16 - 0.06, within(0.02));
                heard++;
            }
        }
        assertThat(heard / 4000.0).isCloseTo(1 - Echo.FUR_MISSES, within(0.1));
    }

    @Test
    void theSameSeedHearsTheSameFur() {
        CarSenses one = in(Worlds.bare(CAT_ACROSS));
        CarSenses other = in(Worlds.bare(CAT_ACROSS));
        for (int frame = 0; frame < 200; frame++) {
            one.sense(frame, 0.3, 0, 0);
            other.sense(frame, 0.3, 0, 0);
            assertThat(other.echoMetres()).isEqualTo(one.echoMetres());
        }
    }

    @Test
    void clearanceIsFromTheBodysOutline() {
        CarSenses senses = in(Worlds.furnished(BOX));
        senses.sense(1, 0, 0, 0);
        assertThat(senses.clearanceMetres()).isCloseTo(0.8 - 0.16, within(1e-9));
        assertThat(senses.nearest()).isEqualTo(Obstacle.FURNITURE);
        senses.sense(2, 1, 0.2 + 0.08 + 0.05, 0);
        assertThat(senses.clearanceMetres()).as("beside it").isCloseTo(0.05, within(1e-9));
        senses.sense(3, 0, 2.8, 0);
        assertThat(senses.clearanceMetres()).isCloseTo(0.2 - 0.08, within(1e-9));
        assertThat(senses.nearest()).isEqualTo(Obstacle.WALL);
    }

    @Test
    void theDistanceOfTheCatIsThatOfItsBodyHoweverItStands() {
        CarSenses senses = in(Worlds.bare(CAT_ACROSS));
        senses.sense(1, 0, 0, 0);
        assertThat(senses.catMetres()).as("its side").isCloseTo(1 - 0.06 - 0.16, within(0.01));
        CarSenses facing = in(Worlds.bare("kind: cat, at: [1, 0], heading: 180, behaviour: stand"));
        facing.sense(1, 0, 0, 0);
        assertThat(facing.catMetres())
                .as("its nose")
                .isCloseTo(1 - 0.245 - 0.06 - 0.16, within(0.01));
        assertThat(facing.nearest()).isEqualTo(Obstacle.CAT);
        CarSenses alone = in(Worlds.bare("kind: ball, at: [1, 0]"));
        alone.sense(1, 0, 0, 0);
        assertThat(alone.catMetres()).isGreaterThan(1e6);
        assertThat(alone.nearest()).isEqualTo(Obstacle.BALL);
    }

    @Test
    void eachTouchCountsOnceUntilTheCarIsAwayAgain() {
        CarSenses senses = in(Worlds.furnished(BOX));
        senses.sense(1, 0.63, 0, 0);
        assertThat(senses.touches()).isZero();
        for (int frame = 2; frame < 10; frame++) {
            senses.sense(frame, 0.65, 0, 0);
            assertThat(senses.clearanceMetres()).isNotPositive();
        }
        senses.sense(10, 0.638, 0, 0);
        senses.sense(11, 0.65, 0, 0);
        assertThat(senses.touches()).as("it hardly left").isEqualTo(1);
        senses.sense(12, 0.5, 0, 0);
        senses.sense(13, 0.65, 0, 0);
        assertThat(senses.touches()).isEqualTo(2);
        senses.sense(14, 0, 0, 0);
        senses.sense(15, -2, 0, 0);
        assertThat(senses.touches()).as("its back at the wall").isEqualTo(3);
    }

    @Test
    void aRugIsDrivenOn() {
        CarSenses senses = in(Worlds.furnished("kind: rug, at: [0.5, 0]"));
        senses.sense(1, 0, 0, 0);
        assertThat(senses.touches()).isZero();
        assertThat(senses.clearanceMetres()).isGreaterThan(1);
    }

    @Test
    void aLoneWallIsAllThereIsBeforeAPhotograph() {
        CarSenses senses = CarSenses.beforeWall(2.5, BODY);
        senses.sense(1, 0, 0, 0);
        assertThat(senses.echoMetres()).isCloseTo(2.34, within(1e-9));
        senses.sense(2, 0, 0, 180);
        assertThat(senses.echoMetres()).isEqualTo(CarSenses.NO_ECHO);
        senses.sense(3, 2.4, 0, 0);
        assertThat(senses.touches()).isEqualTo(1);
    }

    @Test
    void inTheUsualWorldTheCarStartsFree() {
        CarSenses senses = in(WorldFile.usual());
        senses.sense(1, 0, 0, 0);
        assertThat(senses.clearanceMetres()).isGreaterThan(0.3);
    }

    @Test
    void allocatesNothing() {
        CarSenses senses = in(WorldFile.usual());
        assertThat(Allocation.bytes(2000, 500, () -> senses.sense(7, 0.5, 0, 20))).isZero();
    }
}
