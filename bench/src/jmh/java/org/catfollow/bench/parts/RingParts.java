package org.catfollow.bench.parts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.waiting.Waker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A frame's steps, a slot's, and a wake-up that nobody waits for, on a real region. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RingParts {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Path folder;
    private Region region;
    private RoleClaim capture;
    private RoleClaim tracker;
    private FrameWriter writer;
    private FrameReader reader;
    private Waker waker;
    private TwoCellWriter<Track> trackWriter;
    private TwoCellReader<Track> trackReader;
    private final Track track = new Track();
    private final FrameDescription description = new FrameDescription();
    private final ByteBuffer picture =
            ByteBuffer.allocateDirect((int) Geometry.DEFAULT.slotCapacityBytes());

    /** Makes a region in memory. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory(RegionFiles.DEFAULT_FOLDER, "cat-follow-parts");
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, Geometry.DEFAULT, PATIENCE);
        region = Region.attach(files, PATIENCE);
        capture = region.claim(Role.CAPTURE);
        tracker = region.claim(Role.TRACKER);
        writer = capture.frameWriter();
        reader = region.frameReader();
        waker = tracker.stateWaker(StateSlot.TRACK);
        trackWriter = tracker.stateWriter(StateSlot.TRACK, TrackCell.CODEC);
        trackReader = region.stateReader(StateSlot.TRACK, TrackCell.CODEC);
        description.widthPixels = Geometry.DEFAULT.maxWidthPixels();
        description.heightPixels = Geometry.DEFAULT.maxHeightPixels();
        description.strideBytes = 3 * description.widthPixels;
        publishHeader();
        trackWriter.write(track);
    }

    /** Removes it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        reader.close();
        tracker.close();
        capture.close();
        region.close();
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    /** Claims a slot and publishes it as it is: header, fences, and a wake-up with nobody waiting. */
    @Benchmark
    public long publishHeader() {
        long id = writer.claim();
        writer.commit(description);
        return id;
    }

    /** The same with the pixels of a frame copied into the slot: what a camera costs at least. */
    @Benchmark
    public long publishFrame() {
        long id = writer.claim();
        writer.pixels().put(0, picture, 0, picture.capacity());
        writer.commit(description);
        return id;
    }

    /** Copies a frame's pixels, and nothing else: the limit of the one above. */
    @Benchmark
    public ByteBuffer copyFrame() {
        writer.claim();
        return writer.pixels().put(0, picture, 0, picture.capacity());
    }

    /** Opens the newest frame, takes its first word, and asks whether it was whole. */
    @Benchmark
    public long readFrame() {
        long id = reader.newestFrame();
        if (reader.open(id) != FrameReader.Answer.OPEN) {
            throw new IllegalStateException("frame " + id + " is not there");
        }
        long word = reader.pixels().getLong(0);
        return reader.stillValid() ? word : -1;
    }

    /** Writes a state slot. */
    @Benchmark
    public void writeSlot() {
        trackWriter.write(track);
    }

    /** Reads a state slot. */
    @Benchmark
    public Object readSlot() {
        return trackReader.read(track);
    }

    /** Wakes nobody: a fence and a look, no system call. */
    @Benchmark
    public void wakeNobody() {
        waker.wake();
    }
}
