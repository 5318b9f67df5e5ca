package org.catfollow.control.command;

/**
 * The robot stands there: odometry goes on from it, without drift.
 *
 * @param xMetres in the world of odometry
 * @param yMetres in the world of odometry
 * @param headingDegrees counter-clockwise from x
 */
public record PoseReset(double xMetres, double yMetres, double headingDegrees, Validity validity)
        implements UserCommand {
    /** Refuses places and headings that are none. */
    public PoseReset {
        double furthest = CatLocation.FURTHEST_METRES;
        Figures.within("pose", "x", xMetres, -furthest, furthest, "m");
        Figures.within("pose", "y", yMetres, -furthest, furthest, "m");
        Figures.within("pose", "heading", headingDegrees, -360, 360, "degrees");
    }
}
