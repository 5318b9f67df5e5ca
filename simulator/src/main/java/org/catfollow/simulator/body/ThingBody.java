package org.catfollow.simulator.body;

import java.util.List;
import org.catfollow.simulator.life.Actor;
import org.catfollow.simulator.scene.BakedStore;
import org.catfollow.simulator.scene.Colour;
import org.catfollow.simulator.scene.Mesh;
import org.catfollow.simulator.scene.Noise;
import org.catfollow.simulator.scene.Recipe;
import org.catfollow.simulator.scene.Scene;
import org.catfollow.simulator.scene.Texture;
import org.catfollow.simulator.world.ActorPlan;

/** A ball or a cushion on the floor. */
final class ThingBody extends Body {
    private static final int ROWS = 16;
    private static final int COLUMNS = 24;

    private final Mesh mesh;
    private final float[] rest;
    private final float[] restNormal;
    private final boolean ball;
    private final double height;

    ThingBody(Actor actor, Scene scene, BakedStore store) {
        super(actor, scene);
        ball = actor.kind() == ActorPlan.Kind.BALL;
        height = actor.plan().heightMetres();
        int seed = actor.markings();
        List<Texture> cover =
                store.textures(
                        new Recipe(ball ? "ball" : "cushion").with(seed),
                        () -> List.of(cover(ball, seed)));
        mesh = Mesh.grid(ROWS, COLUMNS, cover.getFirst());
        for (int row = 0; row <= ROWS; row++) {
            double up = Math.PI * ((double) row / ROWS - 0.5);
            for (int column = 0; column <= COLUMNS; column++) {
                point(row * (COLUMNS + 1) + column, up, 2 * Math.PI * column / COLUMNS);
            }
        }
        mesh.computeNormals();
        for (int row = 0; row <= ROWS; row++) {
            mesh.joinNormals(row * (COLUMNS + 1), row * (COLUMNS + 1) + COLUMNS);
        }
        mesh.normalise();
        rest = joined(mesh.x, mesh.y, mesh.z);
        restNormal = joined(mesh.normalX, mesh.normalY, mesh.normalZ);
    }

    private void point(int vertex, double up, double round) {
        double radius = height / 2;
        double power = ball ? 1 : 0.45;
        double level = power(StrictMath.cos(up), ball ? 1 : 0.8);
        double broad = ball ? radius : height * 1.5;
        mesh.x[vertex] = (float) (broad * level * power(StrictMath.cos(round), power));
        mesh.y[vertex] = (float) (broad * level * power(StrictMath.sin(round), power));
        mesh.z[vertex] = (float) (radius + radius * StrictMath.sin(up));
        if (!ball) {
            mesh.u[vertex] = (float) (mesh.x[vertex] / (2 * broad) + 0.5);
            mesh.v[vertex] = (float) (mesh.y[vertex] / (2 * broad) + 0.5);
        }
    }

    private static double power(double value, double power) {
        return Math.signum(value) * StrictMath.pow(Math.abs(value), power);
    }

    private static float[] joined(float[] a, float[] b, float[] c) {
        float[] all = new float[3 * a.length];
        System.arraycopy(a, 0, all, 0, a.length);
        System.arraycopy(b, 0, all, a.length, a.length);
        System.arraycopy(c, 0, all, 2 * a.length, a.length);
        return all;
    }

    private static Texture cover(boolean ball, int seed) {
        return ball
                ? Texture.paint(7, 6, (u, v) -> ballColour(u, v, seed))
                : Texture.paint(7, 7, (u, v) -> cushionColour(u, v, seed));
    }

    private static int ballColour(float u, float v, int seed) {
        int[] colours = {0xC8322B, 0x2F66B3, 0x2F9A56, 0xE0A526};
        int colour = colours[seed & 3];
        float belt = Math.abs(v - 0.5f);
        return belt < 0.09f
                ? 0xF3F0E8
                : (int) (u * 6) % 2 == 0 ? colour : Colour.scale(colour, 0.82f);
    }

    private static int cushionColour(float u, float v, int seed) {
        int[] colours = {0x8B5E83, 0x5C8A8A, 0xC28F4A, 0x9A9A92};
        int colour = colours[seed >> 2 & 3];
        boolean line = (int) (u * 12) % 3 == 0 || (int) (v * 12) % 3 == 0;
        float weave = Noise.smooth(u * 64, v * 64, 64, 64, seed);
        return Colour.scale(line ? Colour.mix(colour, 0xF0E6D6, 0.45f) : colour, 1 + 0.08f * weave);
    }

    @Override
    public void update(double cameraX, double cameraY) {
        begin(actor().headingDegrees());
        int count = mesh.vertices();
        System.arraycopy(rest, 0, mesh.x, 0, count);
        System.arraycopy(rest, count, mesh.y, 0, count);
        System.arraycopy(rest, 2 * count, mesh.z, 0, count);
        System.arraycopy(restNormal, 0, mesh.normalX, 0, count);
        System.arraycopy(restNormal, count, mesh.normalY, 0, count);
        System.arraycopy(restNormal, 2 * count, mesh.normalZ, 0, count);
        finish(mesh, 1);
        double radius = ball ? height * 0.5 : height * 1.45;
        shadow(0, 0, height * 0.3, radius, 0.5);
        shadow(0, 0, 0, radius * 0.85, 0.45);
    }

    @Override
    public int meshes() {
        return 1;
    }

    @Override
    public Mesh mesh(int index) {
        return mesh;
    }
}
