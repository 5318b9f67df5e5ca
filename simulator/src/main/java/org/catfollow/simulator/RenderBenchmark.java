package org.catfollow.simulator;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.picture.CameraView;
import org.catfollow.simulator.picture.PictureTruth;
import org.catfollow.simulator.picture.Renderer;
import org.catfollow.simulator.sense.CarBody;
import org.catfollow.simulator.sense.CarSenses;
import org.catfollow.simulator.world.World;
import org.catfollow.simulator.world.WorldFile;

/** Measures how fast pictures are drawn over a drive through the usual world, and a car's senses. */
public final class RenderBenchmark {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int WARM_UP = 600;
    private static final int MEASURED = 2000;
    private static final double FRAME_SECONDS = 1 / 30.0;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private RenderBenchmark() {}

    /** Prints pictures a second and the times of the slowest: no arguments. */
    public static void main(String[] arguments) {
        long start = System.nanoTime();
        World world = WorldFile.usual();
        Simulation simulation = new Simulation(world, 1);
        Renderer renderer = new Renderer(simulation, WIDTH, HEIGHT, null);
        System.out.printf(Locale.ROOT, "made in %.2f s%n", (System.nanoTime() - start) * 1e-9);
        measure(simulation, renderer, world.camera(), "turning, as a search does", true);
        measure(simulation, renderer, world.camera(), "before the nearest cat", false);
        measureSenses(simulation);
    }

    private static void measureSenses(Simulation simulation) {
        CarSenses senses = CarSenses.in(simulation, CarBody.PICAR_X);
        long begin = 0;
        double sum = 0;
        for (int i = -WARM_UP * 10; i < MEASURED; i++) {
            if (i == 0) {
                begin = THREADS.getCurrentThreadCpuTime();
            }
            senses.sense(i, 0.8 + 0.7 * Math.sin(i * 0.005), 0, i * 0.7);
            sum += senses.clearanceMetres();
        }
        System.out.printf(
                Locale.ROOT,
                "echo, clearance and touches: %.1f us of CPU for a picture; mean clearance %.2f m%n",
                (THREADS.getCurrentThreadCpuTime() - begin) * 1e-3 / MEASURED,
                sum / (MEASURED + WARM_UP * 10));
    }

    private static void measure(
            Simulation simulation,
            Renderer renderer,
            World.Camera camera,
            String title,
            boolean turning) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
        CameraView view = new CameraView();
        PictureTruth truth = new PictureTruth();
        long[] nanos = new long[MEASURED];
        long catPixels = 0;
        long cpuBegin = 0;
        for (int i = -WARM_UP; i < MEASURED; i++) {
            if (i == 0) {
                cpuBegin = THREADS.getCurrentThreadCpuTime();
            }
            long begin = System.nanoTime();
            simulation.advanceTo(simulation.seconds() + FRAME_SECONDS, 0, 0);
            if (turning) {
                double ahead = 0.8 + 0.7 * Math.sin(i * 0.005);
                view.set(camera, ahead, 0, i * 0.7, 20 * Math.sin(i * 0.03), 5);
            } else {
                standBeforeCat(simulation, camera, view);
            }
            renderer.render(view, i, pixels, truth);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begin;
                catPixels += truth.cat(0).pixels;
            }
        }
        double cpu = (THREADS.getCurrentThreadCpuTime() - cpuBegin) * 1e-6 / MEASURED;
        double total = Arrays.stream(nanos).sum();
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f pictures/s of %dx%d, p50 %.2f ms, p99 %.2f ms,"
                        + " most %.2f ms; %.2f ms of this thread's CPU each; cat %d pixels%n",
                title,
                MEASURED / (total * 1e-9),
                WIDTH,
                HEIGHT,
                nanos[MEASURED / 2] * 1e-6,
                nanos[MEASURED * 99 / 100] * 1e-6,
                nanos[MEASURED - 1] * 1e-6,
                cpu,
                catPixels / MEASURED);
    }

    /** Half a metre before it, so that it fills much of the picture. */
    private static void standBeforeCat(
            Simulation simulation, World.Camera camera, CameraView view) {
        double catX = simulation.actor(0).x();
        double catY = simulation.actor(0).y();
        double away = Math.hypot(catX - 1, catY);
        double x = catX + (1 - catX) / away * 0.6;
        double y = catY - catY / away * 0.6;
        double heading = Math.toDegrees(Math.atan2(catY - y, catX - x));
        view.set(camera, x, y, heading, 0, 8);
    }
}
