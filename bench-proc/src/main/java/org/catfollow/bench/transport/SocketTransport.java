package org.catfollow.bench.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Unix domain socket that carries the pixels, to one receiver after the other, by the JDK's channels.
 * Its ends block in the kernel; {@code timeoutNanos} is not kept, as a sender that has gone ends the
 * stream.
 */
final class SocketTransport implements Transport {
    /** Id, index and time. */
    private static final int HEAD_BYTES = 3 * Long.BYTES;

    private static final int BUFFER_BYTES = 4 * 1024 * 1024;

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public String description() {
        return "Unix domain socket, the frame copied through the kernel to each receiver";
    }

    private static UnixDomainSocketAddress address(Place place) {
        return UnixDomainSocketAddress.of(place.path().resolve("socket"));
    }

    @Override
    public FrameSender openSender(Place place) throws IOException {
        return new Sender(place);
    }

    @Override
    public FrameReceiver openReceiver(Place place) throws IOException {
        return new Receiver(place);
    }

    private static final class Sender implements FrameSender {
        private final Path file;
        private final ServerSocketChannel server;
        private final int receivers;
        private final List<SocketChannel> channels = new ArrayList<>();
        private final ByteBuffer message;
        private final ByteBuffer pixels;
        private long id;

        Sender(Place place) throws IOException {
            file = address(place).getPath();
            receivers = place.receivers();
            message = direct(place);
            pixels = message.slice(HEAD_BYTES, place.frameBytes());
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(address(place), receivers);
        }

        @Override
        public long claim() throws IOException {
            while (channels.size() < receivers) {
                SocketChannel channel = server.accept();
                channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
                channels.add(channel);
            }
            return id + 1;
        }

        @Override
        public ByteBuffer pixels() {
            return pixels;
        }

        @Override
        public void publish(long index, long nanos) throws IOException {
            id++;
            message.putLong(0, id).putLong(8, index).putLong(16, nanos);
            for (int i = 0; i < channels.size(); i++) {
                message.clear();
                while (message.hasRemaining()) {
                    channels.get(i).write(message);
                }
            }
        }

        @Override
        public void close() {
            try (server) {
                for (SocketChannel channel : channels) {
                    channel.close();
                }
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It goes with the process.
            }
        }
    }

    private static final class Receiver implements FrameReceiver {
        private final SocketChannel channel;
        private final ByteBuffer message;
        private long last;

        Receiver(Place place) throws IOException {
            message = direct(place);
            channel = SocketChannel.open(address(place));
        }

        @Override
        public long begin() {
            return last;
        }

        @Override
        public boolean receive(Arrival arrival, long timeoutNanos) throws IOException {
            message.clear();
            while (message.hasRemaining()) {
                if (channel.read(message) < 0) {
                    return false;
                }
            }
            last = message.getLong(0);
            arrival.id = last;
            arrival.index = message.getLong(8);
            arrival.publishedNanos = message.getLong(16);
            arrival.firstWord = message.getLong(HEAD_BYTES);
            arrival.lastWord = message.getLong(message.capacity() - Long.BYTES);
            arrival.whole = true;
            return true;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // It goes with the process.
            }
        }
    }

    private static ByteBuffer direct(Place place) {
        return ByteBuffer.allocateDirect(HEAD_BYTES + place.frameBytes())
                .order(ByteOrder.nativeOrder());
    }
}
