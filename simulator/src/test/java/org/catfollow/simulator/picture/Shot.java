package org.catfollow.simulator.picture;

import java.nio.ByteBuffer;
import org.catfollow.simulator.body.Sprite;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.world.World;

/** One world, its camera and the last picture taken, for tests. */
final class Shot {
    static final int WIDTH = 320;
    static final int HEIGHT = 240;
    static final double FOCAL_X = 160 / Math.tan(Math.toRadians(27));
    static final double FOCAL_Y = 120 / Math.tan(Math.toRadians(20.5));

    final World world;
    final Simulation simulation;
    final Renderer renderer;
    final ByteBuffer pixels = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
    final PictureTruth truth = new PictureTruth();
    private final CameraView view = new CameraView();

    Shot(World world, long seed, Sprite sprite) {
        this.world = world;
        simulation = new Simulation(world, seed);
        renderer = new Renderer(simulation, WIDTH, HEIGHT, sprite);
    }

    Shot(World world) {
        this(world, 1, null);
    }

    /** Takes a picture from the robot's start. */
    Shot look(double heading, double pan, double tilt) {
        return take(0, heading, pan, tilt, 0);
    }

    Shot take(double x, double heading, double pan, double tilt, long frame) {
        view.set(world.camera(), x, 0, heading, pan, tilt);
        renderer.render(view, frame, pixels, truth);
        return this;
    }

    byte[] bytes() {
        byte[] bytes = new byte[pixels.capacity()];
        pixels.get(0, bytes);
        return bytes;
    }

    /** Returns a colour's part, 0..255: 0 blue, 1 green, 2 red. */
    int part(int x, int y, int channel) {
        return pixels.get(3 * (y * WIDTH + x) + channel) & 255;
    }

    static double middleX(PictureTruth.Sighting seen) {
        return seen.x + seen.width / 2;
    }

    static double middleY(PictureTruth.Sighting seen) {
        return seen.y + seen.height / 2;
    }
}
