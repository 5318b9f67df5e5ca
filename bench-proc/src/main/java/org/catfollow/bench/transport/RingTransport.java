package org.catfollow.bench.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.ring.FrameWriter;

/**
 * Our ring, by the classes that the stages use. Its receivers wait as those do: on the futex, or, where
 * the JVM was started with {@code -Dcatfollow.noFutex=true}, by a look each 0.2 ms.
 */
final class RingTransport implements Transport {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return Transports.RING;
    }

    @Override
    public String description() {
        return "cat-follow's frame ring, read in place";
    }

    @Override
    public FrameSender openSender(Place place) {
        Region region = Region.attach(new RegionFiles(place.path()), PATIENCE);
        return new Sender(region, region.claim(Role.CAPTURE), place);
    }

    @Override
    public FrameReceiver openReceiver(Place place) {
        return new Receiver(Region.attach(new RegionFiles(place.path()), PATIENCE));
    }

    private static final class Sender implements FrameSender {
        private final Region region;
        private final RoleClaim claim;
        private final FrameWriter writer;
        private final FrameDescription description = new FrameDescription();

        Sender(Region region, RoleClaim claim, Place place) {
            this.region = region;
            this.claim = claim;
            this.writer = claim.frameWriter();
            description.widthPixels = place.widthPixels();
            description.heightPixels = place.heightPixels();
            description.strideBytes = place.widthPixels() * 3;
            description.format = PixelFormat.BGR24;
        }

        @Override
        public long claim() {
            return writer.claim();
        }

        @Override
        public ByteBuffer pixels() {
            return writer.pixels();
        }

        @Override
        public void publish(long index, long nanos) {
            description.sourceIndex = index;
            description.captureNanos = nanos;
            writer.commit(description);
        }

        @Override
        public void close() {
            claim.close();
            region.close();
        }
    }

    private static final class Receiver implements FrameReceiver {
        private final Region region;
        private final FrameReader reader;
        private final ByteBuffer[] ordered;
        private long last;

        Receiver(Region region) {
            this.region = region;
            this.reader = region.frameReader();
            this.ordered = new ByteBuffer[region.geometry().slotCount()];
        }

        @Override
        public long begin() {
            last = reader.newestFrame();
            return last;
        }

        @Override
        public boolean receive(Arrival arrival, long timeoutNanos) {
            if (!reader.awaitNewer(last, timeoutNanos)) {
                return false;
            }
            last = reader.newestFrame();
            arrival.id = last;
            arrival.whole = false;
            if (reader.open(last) == FrameReader.Answer.OPEN) {
                FrameDescription frame = reader.description();
                ByteBuffer pixels = ordered(reader.slot());
                arrival.firstWord = pixels.getLong(0);
                arrival.lastWord = pixels.getLong((int) frame.lengthBytes() - Long.BYTES);
                arrival.index = frame.sourceIndex;
                arrival.publishedNanos = frame.captureNanos;
                arrival.whole = reader.stillValid();
            }
            return true;
        }

        private ByteBuffer ordered(int slot) {
            if (ordered[slot] == null) {
                ordered[slot] = reader.pixels().duplicate().order(ByteOrder.nativeOrder());
            }
            return ordered[slot];
        }

        @Override
        public void close() {
            reader.close();
            region.close();
        }
    }
}
