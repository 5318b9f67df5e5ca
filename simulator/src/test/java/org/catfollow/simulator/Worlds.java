package org.catfollow.simulator;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.catfollow.simulator.world.World;
import org.catfollow.simulator.world.WorldFile;

/** Small worlds for tests: a bare room, its camera 0.1 m above the floor, over the robot's middle. */
public final class Worlds {
    private Worlds() {}

    /** Returns a bare room with these actors, each given as the inside of a YAML mapping. */
    public static World bare(String... actors) {
        return furnished("", actors);
    }

    /** Returns a room with one piece of furniture, or none when it is empty. */
    public static World furnished(String piece, String... actors) {
        String furniture = piece.isEmpty() ? "" : "furniture:\n  - {" + piece + "}\n";
        return WorldFile.parse(
                "test.yaml",
                """
                room: {x: [-2, 6], y: [-3, 3], floor: carpet, lamps: [{at: [0, 0]}]}
                camera: {height: 0.1, forward: 0}
                """
                        + furniture
                        + Arrays.stream(actors)
                                .map(actor -> "  - {" + actor + "}\n")
                                .collect(
                                        Collectors.joining(
                                                "",
                                                "actors:\n",
                                                actors.length == 0 ? "  []\n" : "")));
    }
}
