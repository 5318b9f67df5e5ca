package org.catfollow.simulator.picture;

import org.catfollow.simulator.life.Angles;
import org.catfollow.simulator.world.Room;

/**
 * A camera without distortion: where it is, its three directions, and how an angle becomes pixels.
 * Camera coordinates are right, down and forward; the middle of pixel (i, j) is at (i + 0.5, j + 0.5).
 */
final class Pinhole {
    /** A wall stops the camera so far before it, metres. */
    private static final double OFF_WALL = 0.06;

    double x;
    double y;
    double z;

    double rightX;
    double rightY;
    double downX;
    double downY;
    double downZ;
    double forwardX;
    double forwardY;
    double forwardZ;

    /** Pixels for a tangent of 1. */
    double focalX;

    double focalY;
    final double centreX;
    final double centreY;

    /** Direction of view seen from above, and the tilt. */
    double levelX;

    double levelY;
    double tiltCos;
    double tiltSin;

    Pinhole(int width, int height) {
        centreX = width / 2.0;
        centreY = height / 2.0;
    }

    void set(CameraView view, Room room) {
        x = clamp(view.xMetres, room.minX() + OFF_WALL, room.maxX() - OFF_WALL);
        y = clamp(view.yMetres, room.minY() + OFF_WALL, room.maxY() - OFF_WALL);
        z = clamp(view.zMetres, 0.02, room.height() - OFF_WALL);
        double yaw = Math.toRadians(view.headingDegrees - view.panDegrees);
        double tilt = Math.toRadians(view.tiltDegrees);
        levelX = Angles.cos(yaw);
        levelY = Angles.sin(yaw);
        tiltCos = Angles.cos(tilt);
        tiltSin = Angles.sin(tilt);
        rightX = levelY;
        rightY = -levelX;
        forwardX = levelX * tiltCos;
        forwardY = levelY * tiltCos;
        forwardZ = tiltSin;
        downX = levelX * tiltSin;
        downY = levelY * tiltSin;
        downZ = -tiltCos;
        focalX = centreX / tangent(view.horizontalDegrees / 2);
        focalY = centreY / tangent(view.verticalDegrees / 2);
    }

    private static double tangent(double degrees) {
        double angle = Math.toRadians(degrees);
        return Angles.sin(angle) / Angles.cos(angle);
    }

    private static double clamp(double value, double min, double max) {
        return Math.max(min, Math.min(max, value));
    }

    /** Returns how far to the right of the lens a direction from it leads, per unit. */
    double right(double toX, double toY) {
        return rightX * toX + rightY * toY;
    }

    double down(double toX, double toY, double toZ) {
        return downX * toX + downY * toY + downZ * toZ;
    }

    double forward(double toX, double toY, double toZ) {
        return forwardX * toX + forwardY * toY + forwardZ * toZ;
    }

    /** Returns the row in which the floor at a distance straight ahead is seen. */
    double floorRow(double distance) {
        double ahead = distance * tiltCos - z * tiltSin;
        double down = distance * tiltSin + z * tiltCos;
        return ahead < 0.02 ? Double.MAX_VALUE : centreY + focalY * down / ahead;
    }
}
