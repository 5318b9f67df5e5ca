package org.catfollow.simulator.dataset;

/** How far chance reaches. */
enum Spread {
    /** Other rooms, cats and views of the simulator as it is. */
    ROOMS,

    /** Wider. */
    TRAINING,

    /** Far wider. */
    WILD,

    /** A little wider than the simulator. */
    NEAR;

    /** Returns from where to where chance reaches. */
    Variety variety() {
        return switch (this) {
            case ROOMS -> Variety.ROOMS;
            case TRAINING -> Variety.TRAINING;
            case WILD -> Variety.WILD;
            case NEAR -> Variety.NEAR;
        };
    }
}
