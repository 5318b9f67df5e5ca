package org.catfollow.control;

import java.nio.ByteBuffer;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;

/** In capture's place: each picture is another one, unless a test wants the same again. */
final class LivingCamera implements AutoCloseable {
    private static final int SIDE = 64;

    private final RoleClaim claim;
    private final FrameWriter writer;
    private final ByteBuffer[] payloads;
    private final FrameDescription description = new FrameDescription();
    private int picture;

    LivingCamera(Region region) {
        claim = region.claim(Role.CAPTURE);
        writer = claim.frameWriter();
        payloads = writer.payloads();
    }

    /** Publishes a new picture; returns its frame's id. */
    long take(long captureNanos) {
        picture++;
        return takeSame(captureNanos);
    }

    /** Publishes the picture of before once more. */
    long takeSame(long captureNanos) {
        long id = writer.claim();
        payloads[writer.slot()].putInt(0, picture);
        description.captureNanos = captureNanos;
        description.widthPixels = SIDE;
        description.heightPixels = SIDE;
        description.strideBytes = SIDE * PixelFormat.BGR24.bytesPerPixel();
        description.format = PixelFormat.BGR24;
        writer.commit(description);
        return id;
    }

    @Override
    public void close() {
        claim.close();
    }
}
