package org.catfollow.simulator.body;

import org.catfollow.simulator.life.Actor;
import org.catfollow.simulator.scene.BakedStore;
import org.catfollow.simulator.scene.Scene;
import org.catfollow.simulator.world.ActorPlan;

/** Makes the body that an actor has. */
public final class Bodies {
    private Bodies() {}

    /**
     * Makes an actor's body.
     *
     * @param sprite shown in place of a drawn cat; null: cats are drawn
     * @param wardrobe how drawn cats are coloured
     * @param store where its textures are looked for
     */
    public static Body of(
            Actor actor, Scene scene, Sprite sprite, CatLook.Wardrobe wardrobe, BakedStore store) {
        if (sprite != null && actor.kind() == ActorPlan.Kind.CAT) {
            return new SpriteBody(actor, scene, sprite);
        }
        if (!actor.kind().animal()) {
            return new ThingBody(actor, scene, store);
        }
        Fur fur =
                actor.kind() == ActorPlan.Kind.CAT
                        ? new CatFur(wardrobe.lookOf(actor), actor.markings())
                        : new DogFur(actor.markings());
        return new QuadrupedBody(actor, scene, Pelt.of(fur, store));
    }
}
