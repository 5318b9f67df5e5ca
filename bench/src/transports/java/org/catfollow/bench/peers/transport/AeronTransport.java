package org.catfollow.bench.peers.transport;

import io.aeron.Aeron;
import io.aeron.ControlledFragmentAssembler;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.aeron.logbuffer.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.catfollow.bench.transport.Arrival;
import org.catfollow.bench.transport.FrameReceiver;
import org.catfollow.bench.transport.FrameSender;
import org.catfollow.bench.transport.Place;
import org.catfollow.bench.transport.Transport;

/**
 * Aeron IPC, its driver in the sender's process. The frame is copied into the log in pieces of the largest
 * size there is, and put together again by each receiver.
 */
public class AeronTransport implements Transport {
    private static final String CHANNEL = "aeron:ipc?term-length=16m|mtu=65504";
    private static final int STREAM = 10;
    private static final int FRAGMENTS = 32;
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final String name;
    private final Supplier<IdleStrategy> idle;

    /** Makes the one whose ends back off, as Aeron's own do unless told otherwise. */
    public AeronTransport() {
        this("aeron", BackoffIdleStrategy::new);
    }

    private AeronTransport(String name, Supplier<IdleStrategy> idle) {
        this.name = name;
        this.idle = idle;
    }

    /** The one whose ends spin. */
    public static final class Spinning extends AeronTransport {
        /** Makes it. */
        public Spinning() {
            super("aeron-spin", () -> BusySpinIdleStrategy.INSTANCE);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "Aeron IPC, its driver in the sender's process";
    }

    @Override
    public List<String> jvmFlags() {
        return List.of("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
    }

    private static String folder(Place place) {
        return place.path().resolve("aeron").toString();
    }

    private static Aeron connect(Place place) {
        return Aeron.connect(new Aeron.Context().aeronDirectoryName(folder(place)));
    }

    @Override
    public FrameSender openSender(Place place) {
        return new Sender(place, idle);
    }

    @Override
    public FrameReceiver openReceiver(Place place) throws IOException {
        return new Receiver(place, idle.get());
    }

    private static final class Sender implements FrameSender {
        private final MediaDriver driver;
        private final Aeron aeron;
        private final ExclusivePublication publication;
        private final PeerMessage message;
        private final UnsafeBuffer buffer;
        private final IdleStrategy idle;

        Sender(Place place, Supplier<IdleStrategy> idle) {
            this.idle = idle.get();
            driver =
                    MediaDriver.launch(
                            new MediaDriver.Context()
                                    .aeronDirectoryName(folder(place))
                                    .threadingMode(ThreadingMode.SHARED)
                                    // Or the first round through the log pays for its pages.
                                    .termBufferSparseFile(false)
                                    .sharedIdleStrategy(idle.get())
                                    .dirDeleteOnShutdown(true));
            aeron = connect(place);
            publication = aeron.addExclusivePublication(CHANNEL, STREAM);
            message = new PeerMessage(place);
            buffer = new UnsafeBuffer(message.memory());
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
            idle.reset();
            while (publication.offer(buffer, 0, buffer.capacity()) < 0) {
                if (System.nanoTime() - nanos > PATIENCE_NANOS) {
                    throw new IOException("Aeron took no frame for 5 s");
                }
                idle.idle();
            }
        }

        @Override
        public void close() {
            publication.close();
            aeron.close();
            driver.close();
        }
    }

    private static final class Receiver implements FrameReceiver {
        private final Aeron aeron;
        private final Subscription subscription;
        private final IdleStrategy idle;
        private final ControlledFragmentAssembler assembler =
                new ControlledFragmentAssembler(this::take);
        private Arrival arrival;
        private boolean taken;
        private long last;

        Receiver(Place place, IdleStrategy idle) throws IOException {
            this.idle = idle;
            aeron = connect(place);
            subscription = aeron.addSubscription(CHANNEL, STREAM);
            long begun = System.nanoTime();
            while (!subscription.isConnected()) {
                if (System.nanoTime() - begun > PATIENCE_NANOS) {
                    throw new IOException("Aeron's sender was not there within 5 s");
                }
                Thread.onSpinWait();
            }
        }

        private Action take(DirectBuffer buffer, int offset, int length, Header header) {
            last = buffer.getLong(offset + PeerMessage.ID);
            arrival.id = last;
            arrival.index = buffer.getLong(offset + PeerMessage.INDEX);
            arrival.publishedNanos = buffer.getLong(offset + PeerMessage.TIME);
            arrival.firstWord = buffer.getLong(offset + PeerMessage.PIXELS);
            arrival.lastWord = buffer.getLong(offset + length - Long.BYTES);
            arrival.whole = true;
            taken = true;
            return Action.BREAK;
        }

        @Override
        public long begin() {
            return last;
        }

        @Override
        public boolean receive(Arrival into, long timeoutNanos) {
            arrival = into;
            taken = false;
            long begun = System.nanoTime();
            idle.reset();
            while (true) {
                int fragments = subscription.controlledPoll(assembler, FRAGMENTS);
                if (taken) {
                    return true;
                }
                if (System.nanoTime() - begun > timeoutNanos) {
                    return false;
                }
                idle.idle(fragments);
            }
        }

        @Override
        public void close() {
            subscription.close();
            aeron.close();
        }
    }
}
