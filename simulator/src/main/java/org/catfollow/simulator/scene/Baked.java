package org.catfollow.simulator.scene;

import java.util.List;

/**
 * What was painted, built and lit, and is not changed any more: a whole room, or textures alone.
 *
 * @param textures all there are, each once
 * @param room what hangs on the walls, then walls, ceiling and, last, the floor
 * @param furniture the flat sides of the furniture
 * @param meshes what is round in the furniture
 */
record Baked(List<Texture> textures, List<Patch> room, List<Patch> furniture, List<Mesh> meshes) {
    Baked {
        textures = List.copyOf(textures);
        room = List.copyOf(room);
        furniture = List.copyOf(furniture);
        meshes = List.copyOf(meshes);
    }

    static Baked of(List<Texture> textures) {
        return new Baked(textures, List.of(), List.of(), List.of());
    }
}
