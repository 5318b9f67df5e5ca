package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.gate.Gates;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.StageContext;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.StateSlot;
import org.slf4j.LoggerFactory;

/** A region with the camera's end and the detector's, for tests of the agent. */
final class DetectorRig implements AutoCloseable {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final int width;
    private final int height;
    private final FrameDescription frame = new FrameDescription();
    private final Detections newest = new Detections();
    private final Region region;
    private final RoleClaim capture;
    private final RoleClaim detector;
    private final FrameWriter frames;
    private final TwoCellReader<Detections> results;

    /**
     * Makes the region.
     *
     * @param width of its frames, pixels
     * @param height of its frames, pixels
     */
    DetectorRig(Path folder, int slots, int width, int height) {
        NativeLibraries.loadOpenCv();
        this.width = width;
        this.height = height;
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(slots, width, height), SECOND);
        region = Region.attach(files, SECOND);
        capture = region.claim(Role.CAPTURE);
        detector = region.claim(Role.DETECTOR);
        frames = capture.frameWriter();
        results = region.stateReader(StateSlot.DETECTIONS, DetectionsCell.CODEC);
    }

    /** Makes an agent whose model is called {@code fake.tflite}. */
    DetectorAgent agent(
            ObjectDetector model,
            ScheduleSettings schedule,
            Gates gates,
            LookSettings looks,
            LongSupplier clock) {
        DetectorConfig config =
                new DetectorConfig(
                        Path.of("fake.tflite"),
                        null,
                        List.of("cat"),
                        0.5f,
                        schedule,
                        GateSettings.NONE,
                        1,
                        true,
                        DecodeSettings.USUAL,
                        looks);
        return new DetectorAgent(
                config, model, gates, "", DetectionJournal.none(), context(), clock);
    }

    StageContext context() {
        return new StageContext(region, detector, LoggerFactory.getLogger("detector"), () -> false);
    }

    /** Writes a frame that begins with this byte, and returns its id. */
    long writeFrame(int firstByte, long captureNanos) {
        frames.claim();
        frames.pixels().put(0, (byte) firstByte);
        frame.widthPixels = width;
        frame.heightPixels = height;
        frame.strideBytes = 3 * width;
        frame.captureNanos = captureNanos;
        frame.sourceIndex = firstByte;
        frames.commit(frame);
        return frame.frameId;
    }

    /** Reads the newest result into a holder that is always the same. */
    Detections newest() {
        assertThat(results.read(newest)).isEqualTo(TwoCellReader.Answer.VALUE);
        return newest;
    }

    /** Returns whether there is a result at all; {@link #newest} has it. */
    boolean hasResult() {
        return results.read(newest) == TwoCellReader.Answer.VALUE;
    }

    Region region() {
        return region;
    }

    long count(Counter counter) {
        return detector.row().get(counter);
    }

    @Override
    public void close() {
        detector.close();
        capture.close();
        region.close();
    }
}
