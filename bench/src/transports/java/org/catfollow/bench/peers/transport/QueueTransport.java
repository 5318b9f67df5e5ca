package org.catfollow.bench.peers.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.catfollow.bench.transport.Arrival;
import org.catfollow.bench.transport.FrameReceiver;
import org.catfollow.bench.transport.FrameSender;
import org.catfollow.bench.transport.Place;
import org.catfollow.bench.transport.Transport;

/**
 * Chronicle Queue carrying the pixels, in memory. A file a second, of which the older ones are removed; a
 * queue wakes nobody, so receivers look every 50 us.
 */
public final class QueueTransport implements Transport {
    private static final long LOOK_NANOS = 50_000;
    private static final long BLOCK_BYTES = 64L << 20;

    /** How often the sender looks for old files, in frames. */
    private static final int TIDY_FRAMES = 100;

    private static final int KEPT_FILES = 2;

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String description() {
        return "Chronicle Queue carrying the pixels, receivers looking every 50 us";
    }

    private static ChronicleQueue open(Place place) {
        System.setProperty("chronicle.disk.monitor.disable", "true");
        return SingleChronicleQueueBuilder.binary(place.path())
                .rollCycle(TestRollCycles.TEST_SECONDLY)
                .blockSize(BLOCK_BYTES)
                .build();
    }

    @Override
    public FrameSender openSender(Place place) {
        return new Sender(place);
    }

    @Override
    public FrameReceiver openReceiver(Place place) {
        return new Receiver(place);
    }

    private static final class Sender implements FrameSender {
        private final Path folder;
        private final ChronicleQueue queue;
        private final ExcerptAppender appender;
        private final PeerMessage message;
        private final Bytes<ByteBuffer> bytes;
        private long frames;

        Sender(Place place) {
            folder = place.path();
            queue = open(place);
            appender = queue.createAppender();
            message = new PeerMessage(place);
            bytes = Bytes.wrapForRead(message.memory());
        }

        @Override
        public long claim() {
            return message.nextId();
        }

        @Override
        public ByteBuffer pixels() {
            return message.pixels();
        }

        @Override
        public void publish(long index, long nanos) throws IOException {
            message.stamp(index, nanos);
            try (DocumentContext document = appender.writingDocument()) {
                bytes.readPositionRemaining(0, message.memory().capacity());
                document.wire().bytes().write(bytes);
            }
            frames++;
            if (frames % TIDY_FRAMES == 0) {
                tidy();
            }
        }

        private void tidy() throws IOException {
            List<Path> files;
            try (Stream<Path> all = Files.list(folder)) {
                files = all.filter(file -> file.toString().endsWith(".cq4")).sorted().toList();
            }
            for (Path old : files.subList(0, Math.max(0, files.size() - KEPT_FILES))) {
                Files.deleteIfExists(old);
            }
        }

        @Override
        public void close() {
            bytes.releaseLast();
            queue.close();
        }
    }

    private static final class Receiver implements FrameReceiver {
        private final ChronicleQueue queue;
        private final ExcerptTailer tailer;
        private long last;

        Receiver(Place place) {
            queue = open(place);
            tailer = queue.createTailer();
        }

        @Override
        public long begin() {
            tailer.toEnd();
            return last;
        }

        @Override
        public boolean receive(Arrival arrival, long timeoutNanos) {
            long begun = System.nanoTime();
            while (true) {
                try (DocumentContext document = tailer.readingDocument()) {
                    if (document.isPresent()) {
                        read(document.wire().bytes(), arrival);
                        return true;
                    }
                }
                if (System.nanoTime() - begun > timeoutNanos) {
                    return false;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }

        private void read(Bytes<?> bytes, Arrival arrival) {
            long at = bytes.readPosition();
            last = bytes.readLong(at + PeerMessage.ID);
            arrival.id = last;
            arrival.index = bytes.readLong(at + PeerMessage.INDEX);
            arrival.publishedNanos = bytes.readLong(at + PeerMessage.TIME);
            arrival.firstWord = bytes.readLong(at + PeerMessage.PIXELS);
            arrival.lastWord = bytes.readLong(bytes.readLimit() - Long.BYTES);
            arrival.whole = true;
        }

        @Override
        public void close() {
            tailer.close();
            queue.close();
        }
    }
}
