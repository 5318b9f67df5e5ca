package org.catfollow.simulator.body;

import org.catfollow.simulator.life.Actor;
import org.catfollow.simulator.scene.Mesh;
import org.catfollow.simulator.scene.Scene;

/** A user's cut-out, upright on the floor and always turned to the camera. */
final class SpriteBody extends Body {
    /** Small triangles: the texture is linear over each. */
    private static final int SQUARES = 8;

    /** A cat's whole height to its shoulder's: head and ears. */
    private static final double WHOLE_OVER_SHOULDER = 1.35;

    private final Mesh mesh;
    private final double width;
    private final double height;

    SpriteBody(Actor actor, Scene scene, Sprite sprite) {
        super(actor, scene);
        mesh = Mesh.grid(SQUARES, SQUARES, sprite.texture());
        height = actor.plan().heightMetres() * WHOLE_OVER_SHOULDER;
        width = height * sprite.widthOverHeight();
    }

    @Override
    public void update(double cameraX, double cameraY) {
        double toX = cameraX - actor().x();
        double toY = cameraY - actor().y();
        begin(Math.toDegrees(StrictMath.atan2(toY, toX)));
        for (int row = 0; row <= SQUARES; row++) {
            for (int column = 0; column <= SQUARES; column++) {
                int vertex = row * (SQUARES + 1) + column;
                mesh.x[vertex] = 0;
                mesh.y[vertex] = (float) (width * ((double) column / SQUARES - 0.5));
                mesh.z[vertex] = (float) (height * row / SQUARES);
                // A photograph has its own light in it: lit as if it looked up.
                mesh.normalX[vertex] = 0;
                mesh.normalY[vertex] = 0;
                mesh.normalZ[vertex] = 1;
            }
        }
        finish(mesh, 1);
        for (int i = 0; i < mesh.vertices(); i++) {
            mesh.light[i] = Math.min(256, mesh.light[mesh.vertices() - 1] * 1.1f);
        }
        for (int i = -1; i <= 1; i++) {
            shadow(0, i * width * 0.28, 0.02, width * 0.26, 0.45);
        }
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
