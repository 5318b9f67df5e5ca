package org.catfollow.simulator.sense;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.simulator.life.Actor;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.world.Furniture;
import org.catfollow.simulator.world.FurnitureShapes;
import org.catfollow.simulator.world.Room;
import org.catfollow.simulator.world.Solid;

/**
 * Everything in a room that stands in a car's way or sends sound back, where it is now. Leaves, rugs and
 * what hangs on the walls are nothing here, and an animal has no tail.
 */
final class Obstacles {
    /** Thickness of an animal's body, from its middle line, of a cat of 0.25 m at the shoulder. */
    private static final double BODY_RADIUS = 0.06;

    private static final double STANDING_HEIGHT = 0.36;

    /** No wall is there, metres. */
    private static final double NOWHERE = 1e6;

    final double minX;
    final double maxX;
    final double minY;
    final double maxY;
    private final List<Outline> furniture = new ArrayList<>();
    private final Simulation simulation;
    private final Outline[] actors;

    /** Takes all that a simulation has. */
    Obstacles(Simulation simulation) {
        Room room = simulation.world().room();
        minX = room.minX();
        maxX = room.maxX();
        minY = room.minY();
        maxY = room.maxY();
        this.simulation = simulation;
        actors = new Outline[simulation.actors()];
        for (int i = 0; i < actors.length; i++) {
            actors[i] = new Outline(Obstacle.of(simulation.actor(i).kind()));
        }
        for (Furniture piece : simulation.world().furniture()) {
            for (Solid solid : FurnitureShapes.of(piece)) {
                if (solid.casts()) {
                    furniture.add(outline(piece, solid));
                }
            }
        }
    }

    /** Nothing but one wall across the way, at a distance ahead of the start. */
    Obstacles(double wallAhead) {
        minX = -NOWHERE;
        maxX = wallAhead;
        minY = -NOWHERE;
        maxY = NOWHERE;
        simulation = null;
        actors = new Outline[0];
    }

    private static Outline outline(Furniture piece, Solid solid) {
        double halfX = (solid.maxX() - solid.minX()) / 2;
        double halfY = (solid.maxY() - solid.minY()) / 2;
        boolean round =
                switch (solid.form()) {
                    case CYLINDER, SHADE, POT -> true;
                    case BOX, CUSHION, LEAVES, MAT -> false;
                };
        Outline outline = new Outline(Obstacle.FURNITURE);
        Outline sized =
                round ? outline.size(0, 0, Math.max(halfX, halfY)) : outline.size(halfX, halfY, 0);
        return sized.heights(solid.minZ(), solid.maxZ())
                .place(piece.x(), piece.y(), piece.turnedDegrees())
                .shift((solid.minX() + solid.maxX()) / 2, (solid.minY() + solid.maxY()) / 2);
    }

    /** Brings everybody to where they are now. */
    void update() {
        for (int i = 0; i < actors.length; i++) {
            Actor actor = simulation.actor(i);
            double height = actor.plan().heightMetres();
            switch (actors[i].what) {
                case CAT, DOG -> animal(actors[i], actor);
                case BALL ->
                        actors[i]
                                .size(0, 0, height / 2)
                                .heights(0, height)
                                .place(actor.x(), actor.y(), 0);
                // As it is drawn: three times as broad as it is high, with soft corners.
                default ->
                        actors[i]
                                .size(height, height, height / 2)
                                .heights(0, height)
                                .place(actor.x(), actor.y(), actor.headingDegrees());
            }
        }
    }

    /** From hip to head, as the joints of its pose are drawn. */
    private static void animal(Outline outline, Actor actor) {
        double scale = actor.scale();
        double sits = actor.sitting();
        double lies = actor.lying();
        double hip = (-0.150 + 0.055 * sits + 0.020 * lies) * scale;
        double head = (0.245 - 0.170 * sits - 0.020 * lies) * scale;
        outline.size((head - hip) / 2, 0, BODY_RADIUS * scale)
                .heights(0, (STANDING_HEIGHT - 0.12 * lies) * scale)
                .place(actor.x(), actor.y(), actor.headingDegrees())
                .shift((head + hip) / 2, 0);
    }

    int count() {
        return furniture.size() + actors.length;
    }

    Outline get(int index) {
        int solids = furniture.size();
        return index < solids ? furniture.get(index) : actors[index - solids];
    }
}
