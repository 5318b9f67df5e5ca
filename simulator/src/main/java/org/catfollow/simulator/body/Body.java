package org.catfollow.simulator.body;

import org.catfollow.simulator.life.Actor;
import org.catfollow.simulator.life.Angles;
import org.catfollow.simulator.scene.Mesh;
import org.catfollow.simulator.scene.Scene;

/** An actor's surface in the room, and the shadows it throws on the floor. */
public abstract class Body {
    private static final int MOST_SHADOWS = 12;
    private static final double AMBIENT = 0.60;
    private static final double DIRECT = 0.52;

    private final Actor actor;
    private final Scene scene;
    private final float[] shadowX = new float[MOST_SHADOWS];
    private final float[] shadowY = new float[MOST_SHADOWS];
    private final float[] shadowRadius = new float[MOST_SHADOWS];
    private final float[] shadowStrength = new float[MOST_SHADOWS];
    private int shadows;
    private double cos;
    private double sin;
    private double floorLight;
    private double lightX;
    private double lightY;
    private double lightZ;

    Body(Actor actor, Scene scene) {
        this.actor = actor;
        this.scene = scene;
    }

    /** Returns whose body it is. */
    public final Actor actor() {
        return actor;
    }

    /** Brings the surface to where the actor is now; it is looked at from a place, metres. */
    public abstract void update(double cameraX, double cameraY);

    /** Returns how many meshes {@link #mesh} has. */
    public abstract int meshes();

    /** Returns a part of the surface. */
    public abstract Mesh mesh(int index);

    /** Turns and light for what follows; the direction is the actor's own when it has one. */
    final void begin(double headingDegrees) {
        double heading = Math.toRadians(headingDegrees);
        cos = Angles.cos(heading);
        sin = Angles.sin(heading);
        shadows = 0;
        floorLight = scene.floorLight(actor.x(), actor.y());
        lightX = scene.lightX() - actor.x();
        lightY = scene.lightY() - actor.y();
        lightZ = scene.lightZ() - 0.15;
        double scale = 1 / Math.sqrt(lightX * lightX + lightY * lightY + lightZ * lightZ);
        lightX *= scale;
        lightY *= scale;
        lightZ *= scale;
    }

    /** Brings a mesh from the actor's frame, at its scale, into the room, and lights it. */
    final void finish(Mesh mesh, double scale) {
        for (int i = 0; i < mesh.vertices(); i++) {
            double x = mesh.x[i] * scale;
            double y = mesh.y[i] * scale;
            double z = mesh.z[i] * scale;
            mesh.x[i] = (float) (actor.x() + cos * x - sin * y);
            mesh.y[i] = (float) (actor.y() + sin * x + cos * y);
            mesh.z[i] = (float) Math.max(0.001, z);
            double normalX = cos * mesh.normalX[i] - sin * mesh.normalY[i];
            double normalY = sin * mesh.normalX[i] + cos * mesh.normalY[i];
            double normalZ = mesh.normalZ[i];
            double facing = normalX * lightX + normalY * lightY + normalZ * lightZ;
            double open = 0.66 + 0.34 * normalZ;
            double nearFloor = Math.min(1, 0.6 + z / scale * 4);
            double light = AMBIENT * open * nearFloor + DIRECT * Math.max(0, 0.15 + 0.85 * facing);
            mesh.light[i] = (float) Math.min(256, floorLight * light * 1.12);
        }
    }

    /** Adds a round shadow below a part of the body at a height, in the actor's frame and scale. */
    final void shadow(double x, double y, double z, double radius, double strength) {
        // What is higher throws its shadow farther from the light, and a softer one.
        double shift = Math.min(0.6, Math.sqrt(lightX * lightX + lightY * lightY) / lightZ) * z;
        double away = shift / Math.sqrt(lightX * lightX + lightY * lightY + 1e-9);
        shadowX[shadows] = (float) (actor.x() + cos * x - sin * y - lightX * away);
        shadowY[shadows] = (float) (actor.y() + sin * x + cos * y - lightY * away);
        shadowRadius[shadows] = (float) (radius + 0.35 * z);
        shadowStrength[shadows] = (float) strength;
        shadows++;
    }

    /** Returns how many shadows there are on the floor. */
    public final int shadows() {
        return shadows;
    }

    /** Returns the middle of a shadow, metres. */
    public final float shadowX(int index) {
        return shadowX[index];
    }

    /** Returns the middle of a shadow, metres. */
    public final float shadowY(int index) {
        return shadowY[index];
    }

    /** Returns where a shadow ends, metres from its middle. */
    public final float shadowRadius(int index) {
        return shadowRadius[index];
    }

    /** Returns which part of the light is missing in the middle of a shadow, 0..1. */
    public final float shadowStrength(int index) {
        return shadowStrength[index];
    }
}
