package org.catfollow.control.sensing;

import org.catfollow.shm.slots.Pose;

/** A place on the floor, in the world of {@link Pose}. A reusable holder for one thread. */
public final class Place {
    /** Metres along the direction that the car had at its start. */
    public double xMetres;

    /** Metres to the left of that direction. */
    public double yMetres;

    /** Takes over another place. */
    public void set(Place other) {
        set(other.xMetres, other.yMetres);
    }

    /** Takes over a place. */
    public void set(double newXMetres, double newYMetres) {
        xMetres = newXMetres;
        yMetres = newYMetres;
    }
}
