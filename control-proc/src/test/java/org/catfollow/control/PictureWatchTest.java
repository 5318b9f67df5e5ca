package org.catfollow.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real ring of four frames. */
class PictureWatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int SIDE = 64;
    private static final int LAST = SIDE * SIDE * 3 - 1;

    @TempDir private Path folder;

    private Region region;
    private RoleClaim capture;
    private FrameWriter writer;
    private ByteBuffer[] payloads;
    private PictureWatch watch;
    private final FrameDescription description = new FrameDescription();
    private int width = SIDE;
    private int at = LAST;

    @BeforeEach
    void attach() {
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, SIDE, SIDE), SECOND);
        region = Region.attach(files, SECOND);
        capture = region.claim(Role.CAPTURE);
        writer = capture.frameWriter();
        payloads = writer.payloads();
        watch = new PictureWatch(region.frameReader());
    }

    @AfterEach
    void detach() {
        watch.close();
        capture.close();
        region.close();
    }

    /** Publishes a picture that is 0 but for one byte, its last one if nobody says another. */
    private long publish(int lastByte) {
        long id = writer.claim();
        ByteBuffer pixels = payloads[writer.slot()];
        for (int i = 0; i < LAST; i++) {
            pixels.put(i, (byte) 0);
        }
        pixels.put(at, (byte) lastByte);
        description.widthPixels = width;
        description.heightPixels = SIDE;
        description.strideBytes = width * 3;
        description.format = PixelFormat.BGR24;
        writer.commit(description);
        return id;
    }

    @Test
    void oneByteMakesAnotherPicture() {
        assertThat(watch.same(publish(1))).as("the first").isFalse();
        assertThat(watch.same(publish(1))).isTrue();
        assertThat(watch.same(publish(2))).isFalse();
        long again = publish(2);
        assertThat(watch.same(again)).isTrue();
        assertThat(watch.same(again)).as("asked again").isTrue();
    }

    @Test
    void framesThatWereLeftOutDoNotMatter() {
        boolean ignored = watch.same(publish(1));
        publish(2);
        assertThat(watch.same(publish(1))).isTrue();
        publish(1);
        assertThat(watch.same(publish(3))).isFalse();
    }

    @Test
    void whatCannotBeComparedIsNotKnownToBeAnother() {
        boolean ignored = watch.same(publish(1));
        for (int i = 0; i < 4; i++) {
            publish(2);
        }
        assertThat(watch.same(publish(3))).isTrue();
        assertThat(watch.same(publish(4))).as("the next one is").isFalse();
        assertThat(watch.same(1_000_000)).isTrue();
        assertThat(watch.same(0)).as("no frame changes nothing").isTrue();
    }

    @Test
    void anotherSizeIsAnotherPicture() {
        boolean ignored = watch.same(publish(0));
        width = SIDE / 2;
        assertThat(watch.same(publish(0))).isFalse();
        assertThat(watch.same(publish(7))).as("the last byte is behind it now").isTrue();
    }

    @Test
    void aStampIsNoPartOfThePicture() {
        description.stamped = true;
        at = LAST - SIDE * 3 * 5;
        assertThat(watch.same(publish(1))).isFalse();
        assertThat(watch.same(publish(1))).isTrue();
        assertThat(watch.same(publish(2))).isFalse();
    }

    @Test
    void aLookAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 30 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long looked = 0;
            for (int i = 0; i < 300; i++) {
                long id = publish(i / 2);
                looked -= threads.getCurrentThreadAllocatedBytes();
                boolean ignored = watch.same(id);
                looked += threads.getCurrentThreadAllocatedBytes();
            }
            assertThat(before).isPositive();
            least = Math.min(least, looked);
        }
        assertThat(least).isZero();
    }
}
