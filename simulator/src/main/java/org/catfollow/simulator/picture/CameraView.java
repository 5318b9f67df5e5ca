package org.catfollow.simulator.picture;

import org.catfollow.simulator.life.Angles;
import org.catfollow.simulator.world.World;

/** Where the camera is and where it looks. A reusable holder for one thread. */
public final class CameraView {
    /** The lens, metres forward of the robot's start. */
    public double xMetres;

    /** The lens, metres to the left of the start. */
    public double yMetres;

    /** The lens above the floor, metres. */
    public double zMetres;

    /** The car's heading, degrees counter-clockwise. */
    public double headingDegrees;

    /** Degrees relative to the heading, positive to the right. */
    public double panDegrees;

    /** Degrees, positive upward. */
    public double tiltDegrees;

    /** Field of view from left to right, degrees. */
    public double horizontalDegrees = 54;

    /** Field of view from top to bottom, degrees. */
    public double verticalDegrees = 41;

    /**
     * Sets everything from the pose of the car, the middle of its rear axle, and its camera's head.
     *
     * @param camera where the camera sits on the car and how wide it sees
     */
    public void set(
            World.Camera camera,
            double carXMetres,
            double carYMetres,
            double carHeadingDegrees,
            double pan,
            double tilt) {
        double heading = Math.toRadians(carHeadingDegrees);
        xMetres = carXMetres + camera.forward() * Angles.cos(heading);
        yMetres = carYMetres + camera.forward() * Angles.sin(heading);
        zMetres = camera.height();
        headingDegrees = carHeadingDegrees;
        panDegrees = pan;
        tiltDegrees = tilt;
        horizontalDegrees = camera.horizontalDegrees();
        verticalDegrees = camera.verticalDegrees();
    }
}
