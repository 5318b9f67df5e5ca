package org.catfollow.simulator.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.simulator.Worlds;
import org.catfollow.simulator.world.ActorPlan;
import org.catfollow.simulator.world.World;
import org.catfollow.simulator.world.WorldFile;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static List<Double> path(Simulation simulation, int frames, double robotX) {
        List<Double> path = new ArrayList<>();
        for (int i = 1; i <= frames; i++) {
            simulation.advanceTo(i / 30.0, robotX, 0);
            path.add(simulation.actor(0).x());
            path.add(simulation.actor(0).y());
            path.add(simulation.actor(0).headingDegrees());
        }
        return path;
    }

    @Test
    void theSameSeedAndInputsGiveTheSameLife() {
        World world = WorldFile.usual();

        assertThat(path(new Simulation(world, 7), 900, 0.2))
                .isEqualTo(path(new Simulation(world, 7), 900, 0.2));
    }

    @Test
    void anotherSeedGivesAnotherLife() {
        World world = WorldFile.usual();

        assertThat(path(new Simulation(world, 7), 30, 0.2))
                .isNotEqualTo(path(new Simulation(world, 8), 30, 0.2));
    }

    @Test
    void howOftenOneLooksDoesNotMatter() {
        Simulation often = new Simulation(WorldFile.usual(), 3);
        Simulation once = new Simulation(WorldFile.usual(), 3);
        path(often, 300, 0);

        once.advanceTo(10, 0, 0);

        assertThat(once.actor(0).x()).isEqualTo(often.actor(0).x());
        assertThat(once.actor(0).y()).isEqualTo(often.actor(0).y());
    }

    @Test
    void theSeedChoosesACoatThatIsOne() {
        for (int seed = 0; seed < 30; seed++) {
            assertThat(new Simulation(WorldFile.usual(), seed).actor(0).coat())
                    .isNotEqualTo(ActorPlan.Coat.ANY);
        }
    }

    @Test
    void aCatThatStartsOutOfSightIsNotInTheFirstPicture() {
        for (int seed = 0; seed < 50; seed++) {
            Actor cat = new Simulation(WorldFile.usual(), seed).actor(0);
            double bearing = Math.toDegrees(Math.atan2(cat.y(), cat.x()));

            assertThat(Math.abs(bearing)).as("seed %d", seed).isGreaterThan(45);
            assertThat(Math.hypot(cat.x(), cat.y())).as("seed %d", seed).isGreaterThan(0.7);
        }
    }

    @Test
    void aCatWandersAndRests() {
        Simulation simulation = new Simulation(WorldFile.usual(), 5);
        Actor cat = simulation.actor(0);
        int walking = 0;
        int sitting = 0;
        int frames = 120 * 10;
        for (int i = 1; i <= frames; i++) {
            simulation.advanceTo(i * 0.1, -1.5, 2);
            walking += cat.speed() > 0.1 ? 1 : 0;
            sitting += cat.sitting() + cat.lying() > 0.5 ? 1 : 0;
        }

        assertThat(walking).isBetween(frames / 10, frames * 9 / 10);
        assertThat(sitting).isBetween(frames / 20, frames * 9 / 10);
    }

    @Test
    void aWalkerGoesRoundFurniture() {
        for (int seed = 0; seed < 5; seed++) {
            World world = WorldFile.usual();
            Simulation simulation = new Simulation(world, seed);
            Actor cat = simulation.actor(0);
            // Narrower than what it plans with: it may cut a corner by a few centimetres.
            NavigationGrid solid = new NavigationGrid(world.room(), world.furniture(), 0.06, 0.3);
            for (int i = 1; i <= 1800; i++) {
                simulation.advanceTo(i * 0.1, 0.5, 0);

                assertThat(solid.free(solid.cell(cat.x(), cat.y())))
                        .as("seed %d at %.1f s: %.2f, %.2f", seed, i * 0.1, cat.x(), cat.y())
                        .isTrue();
            }
        }
    }

    @Test
    void aCatRunsFromTheRobotThatComesTooNear() {
        World world = Worlds.bare("kind: cat, at: [1.5, 0], behaviour: sit, flee-distance: 0.6");
        Simulation simulation = new Simulation(world, 1);
        Actor cat = simulation.actor(0);
        simulation.advanceTo(5, 0, 0);
        assertThat(cat.x()).isCloseTo(1.5, within(0.01));
        double fastest = 0;

        for (int i = 0; i <= 60; i++) {
            simulation.advanceTo(5 + i * 0.05, 1.0, 0);
            fastest = Math.max(fastest, cat.speed());
        }

        assertThat(fastest).isGreaterThan(0.8);
        assertThat(Math.hypot(cat.x() - 1.0, cat.y())).isGreaterThan(1.2);
    }

    @Test
    void aCatThatFleesHidesBehindFurniture() {
        int hidden = 0;
        for (int seed = 0; seed < 10; seed++) {
            World world =
                    Worlds.furnished(
                            "kind: box, at: [3, 0], size: [0.4, 3, 0.6]",
                            "kind: cat, at: [1.5, 0], behaviour: sit, flee-distance: 0.6");
            Simulation simulation = new Simulation(world, seed);
            simulation.advanceTo(0.1, 1.0, 0);
            simulation.advanceTo(6, 0.9, 0);
            NavigationGrid grid = new NavigationGrid(world.room(), world.furniture(), 0.01, 0.3);
            Actor cat = simulation.actor(0);
            hidden += grid.clear(0.9, 0, cat.x(), cat.y()) ? 0 : 1;
        }

        assertThat(hidden).isGreaterThan(6);
    }

    @Test
    void aCatWithoutFearStays() {
        World world = Worlds.bare("kind: cat, at: [1.5, 0], behaviour: sit");
        Simulation simulation = new Simulation(world, 1);

        simulation.advanceTo(10, 1.3, 0);

        assertThat(simulation.actor(0).x()).isEqualTo(1.5);
    }

    @Test
    void aJumpOfTheClockIsLivedThroughInPartOnly() {
        Simulation simulation = new Simulation(WorldFile.usual(), 1);

        simulation.advanceTo(3600, 0, 0);

        assertThat(simulation.seconds()).isCloseTo(3600, within(0.02));
        assertThat(simulation.actor(0).seconds())
                .isLessThanOrEqualTo(Simulation.LONGEST_JUMP_SECONDS + 0.1);
    }

    @Test
    void aClockThatGoesBackChangesNothing() {
        Simulation simulation = new Simulation(WorldFile.usual(), 1);
        simulation.advanceTo(10, 0, 0);

        simulation.advanceTo(2, 0, 0);

        assertThat(simulation.seconds()).isCloseTo(10, within(0.001));
    }
}
