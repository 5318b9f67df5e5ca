package org.catfollow.capture.source;

import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.TruthKind;
import org.catfollow.simulator.body.Sprite;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.picture.CameraView;
import org.catfollow.simulator.picture.PictureTruth;
import org.catfollow.simulator.picture.Renderer;
import org.catfollow.simulator.sense.CarBody;
import org.catfollow.simulator.sense.CarSenses;
import org.catfollow.simulator.world.World;
import org.catfollow.simulator.world.WorldFile;
import org.catfollow.simulator.world.WorldMistake;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * {@code sim:}: what the simulated car's camera sees of the simulator's world, rendered straight into
 * the slot, with the truth about it and what the car senses published before the frame. Allocates nothing per frame.
 */
final class SimulatedSource implements FrameSource {
    private static final double FRAMES_PER_SECOND = 30;
    private static final int FRAME_WIDTH = 640;
    private static final int FRAME_HEIGHT = 480;
    private static final double NANOS = 1e-9;
    private static final int BGRA = 4;

    private final String description;
    private final SimulatedRobot robot;
    private final Simulation simulation;
    private final Renderer renderer;
    private final SensorTeller sensors;
    private final int width;
    private final int height;
    private final CameraView view = new CameraView();
    private final PictureTruth seen = new PictureTruth();
    private final GroundTruth truth = new GroundTruth();
    private final SimulatedCarState car = new SimulatedCarState();
    private long next;

    private SimulatedSource(
            String description,
            Simulation simulation,
            Sprite sprite,
            SlotSize slot,
            SimulatedRobot robot) {
        this.description = description;
        this.robot = robot;
        this.simulation = simulation;
        this.width = Math.min(FRAME_WIDTH, slot.maxWidth());
        this.height = Math.min(FRAME_HEIGHT, slot.maxHeight());
        this.renderer =
                new Renderer(simulation, width, height, sprite, BakedScenes.ofThisProcess());
        this.sensors = new SensorTeller(CarSenses.in(simulation, CarBody.PICAR_X), robot);
    }

    /**
     * Builds the world.
     *
     * @param file of the world; empty for the usual one
     * @throws StageFailure with {@link ExitCode#USAGE} when a file says what cannot be
     */
    static SimulatedSource open(
            String file, WorldSettings settings, SlotSize slot, SimulatedRobot robot) {
        World world;
        try {
            world = file.isEmpty() ? WorldFile.usual() : WorldFile.read(Path.of(file));
        } catch (WorldMistake e) {
            throw new StageFailure(ExitCode.USAGE, e.getMessage(), e);
        }
        Sprite sprite = settings.sprite().map(SimulatedSource::sprite).orElse(null);
        return new SimulatedSource(
                "sim:" + file + ", seed " + settings.seed(),
                new Simulation(world, settings.seed()),
                sprite,
                slot,
                robot);
    }

    private static Sprite sprite(Path file) {
        NativeLibraries.loadOpenCv();
        Mat picture =
                Files.isRegularFile(file)
                        ? Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_UNCHANGED)
                        : new Mat();
        if (picture.empty() || picture.type() != CvType.CV_8UC4) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--sim-sprite "
                            + file
                            + " is no PNG with transparency; cut the cat out and save it with an"
                            + " alpha channel of 8 bits");
        }
        byte[] bytes = new byte[picture.cols() * picture.rows() * BGRA];
        int read = picture.get(0, 0, bytes);
        int[] pixels = new int[read / BGRA];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] =
                    ((bytes[i * BGRA + 3] & 0xFF) << 24)
                            | ((bytes[i * BGRA + 2] & 0xFF) << 16)
                            | ((bytes[i * BGRA + 1] & 0xFF) << 8)
                            | (bytes[i * BGRA] & 0xFF);
        }
        try {
            return Sprite.of(pixels, picture.cols(), picture.rows());
        } catch (IllegalArgumentException e) {
            throw new StageFailure(
                    ExitCode.USAGE, "--sim-sprite " + file + ": " + e.getMessage(), e);
        } finally {
            picture.release();
        }
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        long now = System.nanoTime();
        // Until control has said anything the car stands at its start.
        boolean ignored = robot.car(car);
        double seconds = (now - robot.worldStartNanos()) * NANOS;
        simulation.advanceTo(seconds, car.xMetres, car.yMetres);
        // Now and not after the picture: an echo is younger than a picture that took its time.
        sensors.tell(slot.frameId(), now, car);
        view.set(
                simulation.world().camera(),
                car.xMetres,
                car.yMetres,
                car.headingDegrees,
                car.panDegrees,
                car.tiltDegrees);
        renderer.render(view, slot.frameId(), slot.pixels(), seen);
        tell(slot.frameId(), now);
        ReadResult result = out.frame(next++, width, height);
        out.captureNanos = now;
        return result;
    }

    /** Before the frame is committed: who sees the frame finds its truth, or a later one. */
    private void tell(long frameId, long captureNanos) {
        truth.clear();
        truth.frameId = frameId;
        truth.captureNanos = captureNanos;
        truth.frameWidth = width;
        truth.frameHeight = height;
        for (int i = 0; i < seen.cats(); i++) {
            tell(seen.cat(i));
        }
        for (int i = 0; i < seen.decoys(); i++) {
            tell(seen.decoy(i));
        }
        robot.publish(truth);
    }

    private void tell(PictureTruth.Sighting sighting) {
        GroundTruth.Thing thing = truth.add();
        if (thing == null) {
            // Cats come first: what has no room is a decoy.
            return;
        }
        thing.kind =
                switch (sighting.kind) {
                    case CAT -> TruthKind.CAT;
                    case DOG -> TruthKind.DOG;
                    case BALL -> TruthKind.BALL;
                    case CUSHION -> TruthKind.CUSHION;
                };
        thing.id = sighting.actorIndex;
        thing.x = sighting.x;
        thing.y = sighting.y;
        thing.width = sighting.width;
        thing.height = sighting.height;
        thing.visibleFraction =
                sighting.pixels == 0 ? 0 : sighting.visibleFraction * sighting.insideFraction;
        thing.distanceMetres = sighting.distanceMetres;
        thing.worldXMetres = (float) sighting.worldX;
        thing.worldYMetres = (float) sighting.worldY;
    }

    @Override
    public double nativeFramesPerSecond() {
        return FRAMES_PER_SECOND;
    }

    @Override
    public void rewind() {
        next = 0;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        // Holds heap memory only.
    }
}
