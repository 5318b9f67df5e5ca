package org.catfollow.simulator.sense;

import org.catfollow.simulator.world.ActorPlan;

/** What a car may run into. */
public enum Obstacle {
    /** Nothing. */
    NONE,
    /** A wall of the room. */
    WALL,
    /** Something that stands in the room. */
    FURNITURE,
    /** A cat. */
    CAT,
    /** A dog. */
    DOG,
    /** A ball. */
    BALL,
    /** A cushion. */
    CUSHION;

    static Obstacle of(ActorPlan.Kind kind) {
        return switch (kind) {
            case CAT -> CAT;
            case DOG -> DOG;
            case BALL -> BALL;
            case CUSHION -> CUSHION;
        };
    }

    /** Returns whether it has fur, which sends back little sound. */
    boolean soft() {
        return this == CAT || this == DOG;
    }
}
