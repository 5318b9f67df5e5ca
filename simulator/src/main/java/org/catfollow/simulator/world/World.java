package org.catfollow.simulator.world;

import java.util.List;

/**
 * Everything that does not change while the robot drives, and how the rest begins. Immutable.
 *
 * @param room walls, floor and light
 * @param camera where the camera sits and how wide it sees
 * @param film what the sensor does to the picture
 * @param furniture what stands in the room
 * @param actors cats and decoys
 */
public record World(
        Room room, Camera camera, Film film, List<Furniture> furniture, List<ActorPlan> actors) {
    /** Most cats in a world: ground truth has room for so many. */
    public static final int MOST_CATS = 4;

    /** Most decoys in a world. */
    public static final int MOST_DECOYS = 8;

    /**
     * The camera on its pan-tilt head.
     *
     * @param height of the lens above the floor, metres
     * @param forward of the lens before the middle of the rear axle, metres
     * @param horizontalDegrees field of view from left to right
     * @param verticalDegrees field of view from top to bottom
     */
    public record Camera(
            double height, double forward, double horizontalDegrees, double verticalDegrees) {}

    /**
     * What the sensor does to the picture.
     *
     * @param shutter part of the time between two pictures during which it is open: 0 (no motion blur)
     *     to 1
     * @param noise standard deviation of the sensor's noise, grey levels of 255
     */
    public record Film(double shutter, double noise) {}

    /** Keeps its own lists. */
    public World {
        furniture = List.copyOf(furniture);
        actors = List.copyOf(actors);
    }

    /** Returns the same world without motion blur and noise. */
    public World withFilm(Film other) {
        return new World(room, camera, other, furniture, actors);
    }

    /** Returns the same world with other actors. */
    public World withActors(List<ActorPlan> others) {
        return new World(room, camera, film, furniture, others);
    }
}
