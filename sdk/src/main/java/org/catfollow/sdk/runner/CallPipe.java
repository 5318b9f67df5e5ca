package org.catfollow.sdk.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The way to an algorithm's standard input, by a thread of its own: a process that does not read holds up
 * that thread and not the runner. It is let go when the process is killed.
 */
final class CallPipe {
    private static final byte[] END = new byte[0];

    private final LinkedBlockingQueue<byte[]> calls = new LinkedBlockingQueue<>();

    CallPipe(OutputStream input) {
        Thread.ofPlatform().daemon().name("calls").start(() -> write(input));
    }

    /** Sends a line when those before it are sent. Any thread; waits for nothing. */
    void send(String line) {
        calls.add((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Closes the input behind the last line. Any thread; waits for nothing. */
    void close() {
        calls.add(END);
    }

    private void write(OutputStream input) {
        try (input) {
            byte[] call = calls.take();
            while (call.length > 0) {
                input.write(call);
                input.flush();
                call = calls.take();
            }
        } catch (IOException e) {
            // Nobody reads any more: who waits for the answer learns of it by the process's end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
