package org.catfollow.control.command;

/**
 * The cat is there: go and look. In the world of odometry, see {@link org.catfollow.control}.
 *
 * @param xMetres straight ahead of where the car started
 * @param yMetres to the left of that
 */
public record CatLocation(double xMetres, double yMetres, Validity validity)
        implements UserCommand {
    /** The furthest place on either axis, metres. */
    public static final double FURTHEST_METRES = 100;

    /** Refuses places that are none or too far away. */
    public CatLocation {
        Figures.within("cat-location", "x", xMetres, -FURTHEST_METRES, FURTHEST_METRES, "m");
        Figures.within("cat-location", "y", yMetres, -FURTHEST_METRES, FURTHEST_METRES, "m");
    }
}
