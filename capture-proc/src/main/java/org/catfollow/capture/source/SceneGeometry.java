package org.catfollow.capture.source;

import org.catfollow.shm.slots.SimulatedCarState;

/**
 * How a photograph that stands as a wall in front of the robot's start appears to a pinhole camera on
 * the car: the homography of a plane (Hartley and Zisserman, "Multiple View Geometry", 2nd edition,
 * section 8.1.1). Pure; one thread; allocates nothing.
 *
 * <p>World: x ahead of the robot's start, y to the left, z up, metres. The photograph is upright at
 * x = distance, its middle on the axis and at the camera's height.
 */
final class SceneGeometry {
    /** The camera's place on the car: ahead of the rear axle, over the floor, metres. */
    static final double CAMERA_AHEAD_METRES = 0.12;

    /** Nearer than this to the wall the camera stays, metres. */
    private static final double NEAREST_METRES = 0.2;

    /** A ray that meets the wall flatter than this has left it; a cosine. */
    private static final double FLATTEST = 0.05;

    private final double metresPerPixel;
    private final double distanceMetres;
    private final double photoWidth;
    private final double photoHeight;
    private final double focalX;
    private final double focalY;
    private final int width;
    private final int height;
    private final double[] forward = new double[3];
    private final double[] right = new double[3];
    private final double[] down = new double[3];
    private double cameraX;
    private double cameraY;

    /**
     * Makes the geometry of one photograph.
     *
     * @param photoWidth the photograph's width, pixels
     * @param photoHeight its height, pixels
     * @param widthMetres how wide it stands in the world
     * @param distanceMetres how far from the robot's start
     * @param width the frame's width, pixels
     * @param height the frame's height, pixels
     * @param horizontalFieldDegrees the camera's field of view across
     * @param verticalFieldDegrees the camera's field of view from top to bottom
     */
    SceneGeometry(
            int photoWidth,
            int photoHeight,
            double widthMetres,
            double distanceMetres,
            int width,
            int height,
            double horizontalFieldDegrees,
            double verticalFieldDegrees) {
        this.photoWidth = photoWidth;
        this.photoHeight = photoHeight;
        this.metresPerPixel = widthMetres / photoWidth;
        this.distanceMetres = distanceMetres;
        this.width = width;
        this.height = height;
        this.focalX = width / 2.0 / Math.tan(Math.toRadians(horizontalFieldDegrees / 2));
        this.focalY = height / 2.0 / Math.tan(Math.toRadians(verticalFieldDegrees / 2));
    }

    /** Puts the camera where the car has it. */
    void look(SimulatedCarState car) {
        double heading = Math.toRadians(car.headingDegrees);
        cameraX =
                Math.min(
                        car.xMetres + CAMERA_AHEAD_METRES * Math.cos(heading),
                        distanceMetres - NEAREST_METRES);
        cameraY = car.yMetres + CAMERA_AHEAD_METRES * Math.sin(heading);
        double yaw = heading - Math.toRadians(car.panDegrees);
        double tilt = Math.toRadians(car.tiltDegrees);
        set(
                forward,
                Math.cos(tilt) * Math.cos(yaw),
                Math.cos(tilt) * Math.sin(yaw),
                Math.sin(tilt));
        set(right, Math.sin(yaw), -Math.cos(yaw), 0);
        set(down, Math.sin(tilt) * Math.cos(yaw), Math.sin(tilt) * Math.sin(yaw), -Math.cos(tilt));
    }

    private static void set(double[] vector, double x, double y, double z) {
        vector[0] = x;
        vector[1] = y;
        vector[2] = z;
    }

    /** Returns whether every ray of the picture meets the wall's plane in front of the camera. */
    boolean faces() {
        double across = width / 2.0 / focalX;
        double upright = height / 2.0 / focalY;
        for (int corner = 0; corner < 4; corner++) {
            double sideways = (corner & 1) == 0 ? across : -across;
            double downwards = (corner & 2) == 0 ? upright : -upright;
            double ahead = forward[0] + sideways * right[0] + downwards * down[0];
            double length = Math.sqrt(1 + sideways * sideways + downwards * downwards);
            if (ahead < FLATTEST * length) {
                return false;
            }
        }
        return true;
    }

    /** Returns how many pixels of the frame one pixel of the photograph covers, straight ahead. */
    double scale() {
        return focalX * metresPerPixel / (distanceMetres - cameraX);
    }

    /**
     * Writes the homography from pixels of the photograph, shrunk {@code 2^level} times, to pixels of
     * the frame, row by row.
     */
    void homography(int level, double[] out) {
        double step = metresPerPixel * (1 << level);
        // The photograph's top left corner, seen from the camera; the eye is level with its middle.
        double cornerX = distanceMetres - cameraX;
        double cornerY = photoWidth * metresPerPixel / 2 - cameraY;
        double cornerZ = photoHeight * metresPerPixel / 2;
        for (int column = 0; column < 3; column++) {
            double x = column == 2 ? cornerX : 0;
            double y = column == 0 ? -step : column == 2 ? cornerY : 0;
            double z = column == 1 ? -step : column == 2 ? cornerZ : 0;
            double sideways = right[0] * x + right[1] * y + right[2] * z;
            double downwards = down[0] * x + down[1] * y + down[2] * z;
            double ahead = forward[0] * x + forward[1] * y + forward[2] * z;
            out[column] = focalX * sideways + width / 2.0 * ahead;
            out[3 + column] = focalY * downwards + height / 2.0 * ahead;
            out[6 + column] = ahead;
        }
    }
}
