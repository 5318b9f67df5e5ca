package org.catfollow.simulator.picture;

import java.nio.ByteBuffer;
import java.util.List;
import org.catfollow.simulator.body.Bodies;
import org.catfollow.simulator.body.Body;
import org.catfollow.simulator.body.CatLook;
import org.catfollow.simulator.body.Sprite;
import org.catfollow.simulator.life.Actor;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.scene.BakedStore;
import org.catfollow.simulator.scene.Mesh;
import org.catfollow.simulator.scene.Patch;
import org.catfollow.simulator.scene.Scene;
import org.catfollow.simulator.world.World;

/**
 * Draws what the robot's camera sees, and says what is really there. The same simulation, views and
 * frame numbers give the same bytes. Allocates nothing for a picture; one thread.
 *
 * <p>Furniture and actors are drawn before walls and floor, so that what they hide is skipped; then
 * shadows on the floor. What a pixel shows is kept beside its colour: shadows fall on the floor only,
 * and truth counts pixels.
 */
public final class Renderer {
    private final Scene scene;
    private final World.Film film;
    private final Body[] bodies;
    private final Silhouette[] silhouettes;
    private final Canvas canvas;
    private final Pinhole camera;
    private final PatchPainter patches;
    private final MeshPainter meshes;
    private final NearFirst furniture;
    private final ShadowPainter shadows;
    private final FilmPainter filmPainter;
    private boolean turnedBefore;
    private double lastYaw;
    private double lastTilt;

    /**
     * Builds and lights the room: most of a second, more on a small machine.
     *
     * @param sprite shown in place of every drawn cat; null: cats are drawn
     */
    public Renderer(Simulation simulation, int width, int height, Sprite sprite) {
        this(simulation, width, height, sprite, BakedStore.NONE);
    }

    /**
     * As the other constructor, with the room and the coats that a store has.
     *
     * @param store where they are looked for
     */
    public Renderer(Simulation simulation, int width, int height, Sprite sprite, BakedStore store) {
        this(simulation, width, height, sprite, CatLook.Wardrobe.COATS, store);
    }

    /**
     * As the first constructor, with cats of any colours.
     *
     * @param wardrobe how drawn cats are coloured
     */
    public Renderer(
            Simulation simulation,
            int width,
            int height,
            Sprite sprite,
            CatLook.Wardrobe wardrobe) {
        this(simulation, width, height, sprite, wardrobe, BakedStore.NONE);
    }

    private Renderer(
            Simulation simulation,
            int width,
            int height,
            Sprite sprite,
            CatLook.Wardrobe wardrobe,
            BakedStore store) {
        scene = new Scene(simulation.world(), store);
        film = simulation.world().film();
        bodies = new Body[simulation.actors()];
        silhouettes = new Silhouette[bodies.length];
        canvas = new Canvas(width, height);
        for (int i = 0; i < bodies.length; i++) {
            bodies[i] = Bodies.of(simulation.actor(i), scene, sprite, wardrobe, store);
            silhouettes[i] = new Silhouette(width, height);
        }
        camera = new Pinhole(width, height);
        patches = new PatchPainter(canvas, camera);
        meshes = new MeshPainter(canvas, camera);
        furniture = new NearFirst(scene.furniturePatches());
        shadows = new ShadowPainter(canvas, camera);
        filmPainter = new FilmPainter(width, height, film.noise(), simulation.seed());
    }

    /**
     * Draws the simulation as it is now.
     *
     * @param view where from
     * @param frame the picture's number: its noise follows from it
     * @param target where to, from offset 0: BGR, 8 bits each, rows packed
     * @param truth is told what is in the picture
     */
    public void render(CameraView view, long frame, ByteBuffer target, PictureTruth truth) {
        camera.set(view, scene.room());
        canvas.clear();
        List<Mesh> still = scene.meshes();
        for (int i = 0; i < still.size(); i++) {
            meshes.draw(still.get(i), Canvas.STILL, null);
        }
        furniture.sort(camera);
        for (int i = 0; i < furniture.size(); i++) {
            patches.draw(furniture.get(i));
        }
        for (int i = 0; i < bodies.length; i++) {
            bodies[i].update(camera.x, camera.y);
        }
        for (int i = 0; i < bodies.length; i++) {
            Silhouette silhouette = silhouettes[i];
            silhouette.begin();
            for (int part = 0; part < bodies[i].meshes(); part++) {
                meshes.draw(bodies[i].mesh(part), Canvas.FIRST_ACTOR + i, silhouette);
            }
        }
        List<Patch> room = scene.roomPatches();
        for (int i = 0; i < room.size(); i++) {
            patches.draw(room.get(i));
        }
        for (int i = 0; i < bodies.length; i++) {
            shadows.draw(bodies[i]);
        }
        truth.clear();
        for (int i = 0; i < bodies.length; i++) {
            tell(i, truth.next(bodies[i].actor().kind()));
        }
        develop(view, frame, target);
    }

    private void tell(int index, PictureTruth.Sighting sighting) {
        Actor actor = bodies[index].actor();
        Silhouette silhouette = silhouettes[index];
        sighting.kind = actor.kind();
        sighting.actorIndex = index;
        sighting.worldX = actor.x();
        sighting.worldY = actor.y();
        sighting.worldHeadingDegrees = actor.headingDegrees();
        double toX = actor.x() - camera.x;
        double toY = actor.y() - camera.y;
        sighting.distanceMetres = (float) Math.sqrt(toX * toX + toY * toY);
        silhouette.tellWhole(sighting, canvas);
        silhouette.tellVisible(sighting, canvas, Canvas.FIRST_ACTOR + index);
    }

    private void develop(CameraView view, long frame, ByteBuffer target) {
        double yaw = view.headingDegrees - view.panDegrees;
        double turned = yaw - lastYaw;
        turned -= 360 * Math.rint(turned / 360);
        double tilted = view.tiltDegrees - lastTilt;
        int smearX = 1;
        int smearY = 1;
        if (turnedBefore) {
            smearX = smear(turned, camera.focalX);
            smearY = smear(tilted, camera.focalY);
        }
        turnedBefore = true;
        lastYaw = yaw;
        lastTilt = view.tiltDegrees;
        filmPainter.write(canvas.pixels, smearX, smearY, frame, target);
    }

    private int smear(double degrees, double focal) {
        double pixels = Math.abs(Math.toRadians(degrees)) * focal * film.shutter();
        return 1 + (int) Math.min(FilmPainter.LONGEST_SMEAR, Math.round(pixels));
    }

    Canvas canvas() {
        return canvas;
    }
}
