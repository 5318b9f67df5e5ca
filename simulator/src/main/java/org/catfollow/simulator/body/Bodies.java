package org.catfollow.simulator.body;

import org.catfollow.simulator.life.Actor;
import org.catfollow.simulator.scene.Scene;
import org.catfollow.simulator.world.ActorPlan;

/** Makes the body that an actor has. */
public final class Bodies {
    private Bodies() {}

    /**
     * Makes an actor's body.
     *
     * @param sprite shown in place of a drawn cat; null: cats are drawn
     */
    public static Body of(Actor actor, Scene scene, Sprite sprite) {
        if (sprite != null && actor.kind() == ActorPlan.Kind.CAT) {
            return new SpriteBody(actor, scene, sprite);
        }
        return actor.kind().animal()
                ? new QuadrupedBody(actor, scene)
                : new ThingBody(actor, scene);
    }
}
