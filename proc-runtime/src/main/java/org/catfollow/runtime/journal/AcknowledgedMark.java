package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which record of which process is in the queue for certain: sixteen bytes in a mapped file beside it,
 * written after the record. What it names outlives the process, however that ends.
 *
 * <pre>
 * offset  bytes  field     note
 *      0      8  pid       of the process that wrote last
 *      8      8  sequence  of its newest record that is in the queue
 * </pre>
 */
final class AcknowledgedMark implements AutoCloseable {
    private static final String NAME = "acknowledged";
    private static final int BYTES = 16;
    private static final int PID = 0;
    private static final int SEQUENCE = 8;

    private final MappedByteBuffer memory;

    private AcknowledgedMark(MappedByteBuffer memory) {
        this.memory = memory;
    }

    /** Opens the one of a journal, to be written by its writer. */
    static AcknowledgedMark in(Path folder) throws IOException {
        try (FileChannel file =
                FileChannel.open(
                        folder.resolve(NAME),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE)) {
            MappedByteBuffer memory = file.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            memory.order(ByteOrder.LITTLE_ENDIAN);
            return new AcknowledgedMark(memory);
        }
    }

    void acknowledge(int pid, long sequence) {
        if (memory.getLong(PID) != pid) {
            // Never an old number beside a new pid, wherever we are killed.
            memory.putLong(SEQUENCE, 0);
            memory.putLong(PID, pid);
        }
        memory.putLong(SEQUENCE, sequence);
    }

    /**
     * Reads the mark of a journal whose writer has ended.
     *
     * @return the number of the last record of {@code pid} that is in the queue for certain; 0 for none
     */
    static long of(Path folder, long pid) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return 0;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < BYTES) {
            return 0;
        }
        ByteBuffer read = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return read.getLong(PID) == pid ? read.getLong(SEQUENCE) : 0;
    }

    @Override
    public void close() {
        // The mapping goes with the process: nothing is to be flushed that a kill could take.
    }
}
