package org.catfollow.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.catfollow.simulator.body.CatLook;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.world.ActorPlan;
import org.catfollow.simulator.world.Furniture;
import org.catfollow.simulator.world.Room;
import org.catfollow.simulator.world.World;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorldDiceTest {
    private static final int WORLDS = 300;

    @ParameterizedTest
    @EnumSource(Spread.class)
    void everyWorldIsOneThatTheSimulatorTakes(Spread spread) {
        Dice dice = new Dice(7);
        for (int i = 0; i < WORLDS; i++) {
            World world = WorldDice.roll(spread, dice, 2);
            Room room = world.room();
            assertThat(room.minX()).isNegative();
            assertThat(room.maxX()).isPositive();
            assertThat(room.minY()).isNegative();
            assertThat(room.maxY()).isPositive();
            for (Furniture piece : world.furniture()) {
                assertThat(piece.x()).isBetween(room.minX(), room.maxX());
                assertThat(piece.y()).isBetween(room.minY(), room.maxY());
            }
            int cats = 0;
            for (ActorPlan plan : world.actors()) {
                cats += plan.kind() == ActorPlan.Kind.CAT ? 1 : 0;
                assertThat(plan.heightMetres()).isBetween(0.05, 1.0);
            }
            assertThat(cats).isEqualTo(2);
            assertThat(world.actors().size() - cats).isBetween(1, World.MOST_DECOYS);
            assertThat(world.camera().horizontalDegrees()).isBetween(10.0, 150.0);
            assertThat(world.camera().verticalDegrees()).isBetween(10.0, 150.0);
        }
    }

    @ParameterizedTest
    @EnumSource(Spread.class)
    void piecesAtAWallLookIntoTheRoomAndStandInIt(Spread spread) {
        Dice dice = new Dice(11);
        for (int i = 0; i < WORLDS; i++) {
            World world = WorldDice.roll(spread, dice, 1);
            Room room = world.room();
            for (Furniture piece : world.furniture()) {
                double turned = Math.toRadians(piece.turnedDegrees());
                double alongX =
                        Math.abs(Math.cos(turned)) * piece.depth() / 2
                                + Math.abs(Math.sin(turned)) * piece.width() / 2;
                double alongY =
                        Math.abs(Math.sin(turned)) * piece.depth() / 2
                                + Math.abs(Math.cos(turned)) * piece.width() / 2;
                assertThat(piece.x() - alongX).isGreaterThan(room.minX() - 1e-6);
                assertThat(piece.x() + alongX).isLessThan(room.maxX() + 1e-6);
                assertThat(piece.y() - alongY).isGreaterThan(room.minY() - 1e-6);
                assertThat(piece.y() + alongY).isLessThan(room.maxY() + 1e-6);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Spread.class,
            names = {"NEAR", "TRAINING", "WILD"})
    void noCatToTrainWithHasACoatOfTheSimulator(Spread spread) {
        Set<Object> simulated = new HashSet<>();
        for (ActorPlan.Coat coat : ActorPlan.Coat.values()) {
            for (int markings = 0; markings < 200; markings++) {
                simulated.add(CatLook.of(coat, markings));
            }
        }
        Set<Object> drawn = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            World world = WorldDice.roll(spread, new Dice(seed), 4);
            Simulation simulation = new Simulation(world, seed);
            for (int i = 0; i < 4; i++) {
                drawn.add(CoatDice.wardrobe(spread).lookOf(simulation.actor(i)));
            }
        }
        assertThat(drawn).hasSizeGreaterThan(190).doesNotContainAnyElementsOf(simulated);
    }
}
