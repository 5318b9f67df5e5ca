package org.catfollow.capture.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.simulator.sense.CarBody;
import org.catfollow.simulator.sense.CarSenses;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * {@code scene:PHOTO}: a photograph as the world. Pan, tilt and driving of the simulated car show
 * another part of it, another size of it ({@link SceneGeometry}); beside it there is a plain wall in the
 * photograph's mean colour. Warped straight into the slot; allocates nothing per frame.
 */
final class SceneSource implements FrameSource {
    private static final double FRAMES_PER_SECOND = 30;

    /** The controller's own default: the OV5647 at 4:3. */
    private static final double HORIZONTAL_FIELD_DEGREES = 54;

    private static final double VERTICAL_FIELD_DEGREES = 41;
    private static final int FRAME_WIDTH = 640;
    private static final int FRAME_HEIGHT = 480;
    private static final int SMALLEST_LEVEL_PIXELS = 16;
    private static final int MOST_LEVELS = 6;

    private final Path photo;
    private final SimulatedRobot robot;
    private final Mat[] levels;
    private final SceneGeometry geometry;
    private final SensorTeller sensors;
    private final Scalar wall;
    private final Size size;
    private final Point corner = new Point(0, 0);
    private final Point opposite;
    private final Mat homography = new Mat(3, 3, CvType.CV_64F);
    private final double[] elements = new double[9];
    private final SimulatedCarState car = new SimulatedCarState();
    private long next;

    private SceneSource(
            Path photo,
            Mat[] levels,
            SceneGeometry geometry,
            Size size,
            SensorTeller sensors,
            SimulatedRobot robot) {
        this.photo = photo;
        this.sensors = sensors;
        this.robot = robot;
        this.levels = levels;
        this.geometry = geometry;
        this.size = size;
        this.opposite = new Point(size.width - 1, size.height - 1);
        this.wall = Core.mean(levels[0]);
    }

    /**
     * Reads the photograph.
     *
     * @throws StageFailure with {@link ExitCode#HARDWARE} when it cannot be read
     */
    static SceneSource open(
            Path photo, WorldSettings settings, SlotSize slot, SimulatedRobot robot) {
        NativeLibraries.loadOpenCv();
        if (!Files.isRegularFile(photo)) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    "--source scene:" + photo + " is no file; name a photograph");
        }
        Mat whole = read(photo);
        int width = Math.min(FRAME_WIDTH, slot.maxWidth());
        int height = Math.min(FRAME_HEIGHT, slot.maxHeight());
        SceneGeometry geometry =
                new SceneGeometry(
                        whole.cols(),
                        whole.rows(),
                        settings.sceneWidthMetres(),
                        settings.sceneDistanceMetres(),
                        width,
                        height,
                        HORIZONTAL_FIELD_DEGREES,
                        VERTICAL_FIELD_DEGREES);
        CarSenses senses = CarSenses.beforeWall(settings.sceneDistanceMetres(), CarBody.PICAR_X);
        return new SceneSource(
                photo,
                pyramid(whole),
                geometry,
                new Size(width, height),
                new SensorTeller(senses, robot),
                robot);
    }

    private static Mat read(Path photo) {
        try {
            Mat whole = Imgcodecs.imread(photo.toString(), Imgcodecs.IMREAD_COLOR);
            if (!whole.empty()) {
                return whole;
            }
        } catch (CvException e) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    "--source scene:" + photo + " cannot be read: " + OpenCvText.oneLine(e),
                    e);
        }
        throw new StageFailure(
                ExitCode.HARDWARE,
                "--source scene:"
                        + photo
                        + " is no picture that can be read; JPEG, PNG and BMP can");
    }

    /** Each half as large as the one before, so that a far photograph does not shimmer. */
    private static Mat[] pyramid(Mat whole) {
        Mat[] levels = new Mat[MOST_LEVELS];
        levels[0] = whole;
        int count = 1;
        while (count < MOST_LEVELS
                && Math.min(levels[count - 1].cols(), levels[count - 1].rows())
                        > SMALLEST_LEVEL_PIXELS) {
            levels[count] = new Mat();
            Imgproc.pyrDown(levels[count - 1], levels[count]);
            count++;
        }
        return Arrays.copyOf(levels, count);
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        long now = System.nanoTime();
        // Until control has said anything the car stands at its start.
        boolean ignored = robot.car(car);
        sensors.tell(slot.frameId(), now, car);
        geometry.look(car);
        Mat frame = slot.mat((int) size.width, (int) size.height);
        if (geometry.faces()) {
            int level = level();
            geometry.homography(level, elements);
            load();
            Imgproc.warpPerspective(
                    levels[level],
                    frame,
                    homography,
                    size,
                    Imgproc.INTER_LINEAR,
                    Core.BORDER_CONSTANT,
                    wall);
        } else {
            // Not setTo: it returns a second hold on the pixels each time.
            Imgproc.rectangle(frame, corner, opposite, wall, Imgproc.FILLED);
        }
        ReadResult result = out.frame(next++, (int) size.width, (int) size.height);
        out.captureNanos = now;
        return result;
    }

    private void load() {
        int ignored = homography.put(0, 0, elements);
    }

    private int level() {
        int level = 0;
        double scale = geometry.scale();
        while (scale < 0.5 && level < levels.length - 1) {
            scale *= 2;
            level++;
        }
        return level;
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
        return "scene:" + photo;
    }

    @Override
    public void close() {
        homography.release();
        for (Mat level : levels) {
            level.release();
        }
    }
}
