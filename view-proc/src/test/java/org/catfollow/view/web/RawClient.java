package org.catfollow.view.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends what no browser would. */
final class RawClient implements AutoCloseable {
    private final Socket socket = new Socket();

    RawClient(int port, int receiveBytes) throws IOException {
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        socket.setSoTimeout(5_000);
    }

    RawClient(int port) throws IOException {
        this(port, 0);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /** Returns all that comes until the other side closes, or nothing more comes for five seconds. */
    String readAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        try {
            for (int n = in().read(buffer); n >= 0; n = in().read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException e) {
            all.writeBytes("(no end)".getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // Reset: an end too.
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Returns what comes up to {@code text}. */
    String readTo(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int c = in().read();
            if (c < 0) {
                throw new IOException("ended after " + read);
            }
            read.append((char) c);
        }
        return read.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
