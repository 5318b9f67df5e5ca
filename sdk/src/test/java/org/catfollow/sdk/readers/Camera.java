package org.catfollow.sdk.readers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;

/**
 * A region with a capture that writes what a test wants. Byte {@code k} of row {@code y} of the frame
 * {@code id} is {@code 7 y + 3 k + 50 id}, modulo 256.
 */
final class Camera implements AutoCloseable {
    /** Frames in its ring. */
    static final int SLOTS = 4;

    /** Largest frame: of an odd width, so that rows are no multiple of anything. */
    static final Geometry GEOMETRY = new Geometry(SLOTS, 101, 64);

    private final Path folder;
    private Region region;
    private RoleClaim claim;
    private FrameWriter writer;

    Camera() throws IOException {
        this.folder =
                Files.isWritable(RegionFiles.DEFAULT_FOLDER)
                        ? Files.createTempDirectory(RegionFiles.DEFAULT_FOLDER, "cat-follow-test-")
                        : Files.createTempDirectory("cat-follow-test-");
        create();
    }

    private void create() {
        RegionCreator.createIfMissing(files(), GEOMETRY, Duration.ofSeconds(10));
        region = Region.attach(files(), Duration.ofSeconds(10));
        claim = region.claim(Role.CAPTURE);
        writer = claim.frameWriter();
    }

    RegionFiles files() {
        return new RegionFiles(folder.resolve("region"));
    }

    Path path() {
        return files().region();
    }

    Path folder() {
        return folder;
    }

    Region region() {
        return region;
    }

    /** Returns a frame of the usual kind: BGR24, 96x64, rows without a gap. */
    static FrameDescription usual() {
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = 96;
        frame.heightPixels = 64;
        frame.strideBytes = 3 * 96;
        frame.format = PixelFormat.BGR24;
        return frame;
    }

    /** Writes the next frame; returns its id. */
    long write(FrameDescription frame) {
        long frameId = writer.claim();
        ByteBuffer pixels = writer.pixels();
        for (int y = 0; y < frame.heightPixels; y++) {
            for (int k = 0; k < frame.strideBytes; k++) {
                pixels.put(y * frame.strideBytes + k, (byte) (7L * y + 3L * k + 50 * frameId));
            }
        }
        frame.captureNanos = 1_000_000_000L * frameId;
        frame.sourceIndex = frameId - 1;
        writer.commit(frame);
        return frameId;
    }

    /** Writes several of the usual kind; returns the last one's id. */
    long write(int count) {
        long last = 0;
        for (int i = 0; i < count; i++) {
            last = write(usual());
        }
        return last;
    }

    /** Begins to write the next frame and leaves it so, as a capture that was killed does. */
    long begin() {
        return writer.claim();
    }

    /** Closes it all and removes the region. */
    void remove() throws IOException {
        letGo();
        Files.delete(path());
    }

    /** Closes it all and gives the region another name. */
    void rename() throws IOException {
        letGo();
        Files.move(path(), folder.resolve("away"));
    }

    /** Makes a region where one was removed or renamed. */
    void createAgain() {
        create();
    }

    private void letGo() {
        if (region != null) {
            claim.close();
            region.close();
            region = null;
        }
    }

    @Override
    public void close() throws IOException {
        letGo();
        // A failed test may leave folders with content.
        try (var left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
