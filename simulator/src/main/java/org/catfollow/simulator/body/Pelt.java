package org.catfollow.simulator.body;

import java.util.List;
import org.catfollow.simulator.scene.BakedStore;
import org.catfollow.simulator.scene.Texture;

/** The textures of one animal: of its tubes, and of its head. */
record Pelt(Texture torso, Texture tail, Texture leg, Texture ear, Texture face) {
    static Pelt of(Fur fur, BakedStore store) {
        List<Texture> textures = store.textures(fur.recipe(), fur::textures);
        return new Pelt(
                textures.get(0),
                textures.get(1),
                textures.get(2),
                textures.get(3),
                textures.get(4));
    }
}
