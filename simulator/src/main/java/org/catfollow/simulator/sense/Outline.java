package org.catfollow.simulator.sense;

import org.catfollow.simulator.life.Angles;

/**
 * Something upright that a car may hit or hear: a rectangle with round corners, from one height to
 * another. Without a radius it is a box; without sides it is a cylinder; without width a body with two
 * round ends. Allocates nothing once made.
 */
final class Outline {
    final Obstacle what;
    private double halfX;
    private double halfY;
    private double radius;
    private double minZ;
    private double maxZ;
    private double x;
    private double y;
    private double cos = 1;
    private double sin;

    Outline(Obstacle what) {
        this.what = what;
    }

    /** Sets its sides from its middle, and how far its corners are rounded outwards, metres. */
    Outline size(double newHalfX, double newHalfY, double newRadius) {
        halfX = newHalfX;
        halfY = newHalfY;
        radius = newRadius;
        return this;
    }

    Outline heights(double from, double to) {
        minZ = from;
        maxZ = to;
        return this;
    }

    /** Sets where its middle is and where its x points, degrees counter-clockwise. */
    Outline place(double newX, double newY, double turnedDegrees) {
        double turned = Math.toRadians(turnedDegrees);
        cos = Angles.cos(turned);
        sin = Angles.sin(turned);
        x = newX;
        y = newY;
        return this;
    }

    /** Moves its middle along its own axes, metres. */
    Outline shift(double alongX, double alongY) {
        x += cos * alongX - sin * alongY;
        y += sin * alongX + cos * alongY;
        return this;
    }

    /** Returns whether some of it is between the floor and this height: a rug is none. */
    boolean below(double height) {
        return minZ < height && maxZ > 0.03;
    }

    /** Returns a circle's radius around its middle that holds it. */
    double reach() {
        return Math.sqrt(halfX * halfX + halfY * halfY) + radius;
    }

    double x() {
        return x;
    }

    double y() {
        return y;
    }

    /** Returns where a corner is, 0 to 3, before it is rounded. */
    private double cornerX(int corner) {
        return x + cos * sideX(corner) - sin * sideY(corner);
    }

    private double cornerY(int corner) {
        return y + sin * sideX(corner) + cos * sideY(corner);
    }

    private double sideX(int corner) {
        return (corner & 1) == 0 ? halfX : -halfX;
    }

    private double sideY(int corner) {
        return (corner & 2) == 0 ? halfY : -halfY;
    }

    /**
     * Returns how far two are from each other, seen from above; below 0 when they overlap, by how much
     * at least one of them must move.
     */
    double distance(Outline other) {
        double rounded = radius + other.radius;
        double apart = Math.max(separation(other), other.separation(this));
        if (apart <= 0) {
            return apart - rounded;
        }
        double nearest = Double.MAX_VALUE;
        for (int corner = 0; corner < 4; corner++) {
            nearest = Math.min(nearest, distanceTo(other.cornerX(corner), other.cornerY(corner)));
            nearest = Math.min(nearest, other.distanceTo(cornerX(corner), cornerY(corner)));
        }
        return nearest - rounded;
    }

    /** The gap between the two along this one's axes (the separating axis theorem). */
    private double separation(Outline other) {
        double toX = other.x - x;
        double toY = other.y - y;
        double alongX = Math.abs(cos * toX + sin * toY);
        double alongY = Math.abs(cos * toY - sin * toX);
        double turnedCos = Math.abs(cos * other.cos + sin * other.sin);
        double turnedSin = Math.abs(sin * other.cos - cos * other.sin);
        return Math.max(
                alongX - halfX - turnedCos * other.halfX - turnedSin * other.halfY,
                alongY - halfY - turnedSin * other.halfX - turnedCos * other.halfY);
    }

    /** From the sharp-cornered rectangle to a place outside it. */
    private double distanceTo(double placeX, double placeY) {
        double localX = Math.abs(cos * (placeX - x) + sin * (placeY - y));
        double localY = Math.abs(cos * (placeY - y) - sin * (placeX - x));
        double outX = Math.max(0, localX - halfX);
        double outY = Math.max(0, localY - halfY);
        return Math.sqrt(outX * outX + outY * outY);
    }

    /** Returns the least room that it has to four straight walls; below 0 when it is beyond one. */
    double distanceToWalls(double lowX, double highX, double lowY, double highY) {
        double nearest = Double.MAX_VALUE;
        for (int corner = 0; corner < 4; corner++) {
            double atX = cornerX(corner);
            double atY = cornerY(corner);
            nearest = Math.min(nearest, Math.min(atX - lowX, highX - atX));
            nearest = Math.min(nearest, Math.min(atY - lowY, highY - atY));
        }
        return nearest - radius;
    }

    /**
     * Returns how far along a ray it is met, at its side, top or bottom; {@link Double#POSITIVE_INFINITY} when it is missed. The
     * direction is a unit vector.
     */
    double hit(
            double fromX, double fromY, double fromZ, double alongX, double alongY, double alongZ) {
        double localX = cos * (fromX - x) + sin * (fromY - y);
        double localY = cos * (fromY - y) - sin * (fromX - x);
        double rayX = cos * alongX + sin * alongY;
        double rayY = cos * alongY - sin * alongX;
        double from = 0;
        double to = Double.POSITIVE_INFINITY;
        if (alongZ != 0) {
            double low = (minZ - fromZ) / alongZ;
            double high = (maxZ - fromZ) / alongZ;
            from = Math.max(0, Math.min(low, high));
            to = Math.max(low, high);
        } else if (fromZ < minZ || fromZ > maxZ) {
            return Double.POSITIVE_INFINITY;
        }
        double nearest = slab(localX, localY, rayX, rayY, halfX + radius, halfY, from, to);
        if (radius > 0) {
            double turned = slab(localX, localY, rayX, rayY, halfX, halfY + radius, from, to);
            nearest = Math.min(nearest, turned);
            for (int corner = 0; corner < 4; corner++) {
                double toX = sideX(corner) - localX;
                double toY = sideY(corner) - localY;
                nearest = Math.min(nearest, disc(toX, toY, rayX, rayY, from, to));
            }
        }
        return nearest;
    }

    private static double slab(
            double x,
            double y,
            double rayX,
            double rayY,
            double sideX,
            double sideY,
            double from,
            double to) {
        double x0 = (-sideX - x) / rayX;
        double x1 = (sideX - x) / rayX;
        double y0 = (-sideY - y) / rayY;
        double y1 = (sideY - y) / rayY;
        double in = Math.max(from, Math.max(Math.min(x0, x1), Math.min(y0, y1)));
        double out = Math.min(to, Math.min(Math.max(x0, x1), Math.max(y0, y1)));
        return out >= in ? in : Double.POSITIVE_INFINITY;
    }

    /** An upright cylinder whose axis is that far away. */
    private double disc(double toX, double toY, double rayX, double rayY, double from, double to) {
        double square = rayX * rayX + rayY * rayY;
        double along = (toX * rayX + toY * rayY) / square;
        double left = radius * radius - (toX * toX + toY * toY - along * along * square);
        if (left < 0) {
            return Double.POSITIVE_INFINITY;
        }
        double half = Math.sqrt(left / square);
        double in = Math.max(from, along - half);
        double out = Math.min(to, along + half);
        return out >= in ? in : Double.POSITIVE_INFINITY;
    }
}
