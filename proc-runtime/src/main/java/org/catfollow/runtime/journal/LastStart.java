package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import net.openhft.chronicle.bytes.BytesStore;

/**
 * The record of a stage's last start, in a file of its own beside the queue: with which flags the records
 * came about is to be known also when the queue's file with that start has gone to make room.
 */
final class LastStart {
    private static final String NAME = "start";

    private LastStart() {}

    /** Stores it; whole or not at all. */
    static void write(Path folder, BytesStore<?, ?> store, long offset, int length)
            throws IOException {
        byte[] bytes = new byte[length];
        store.read(offset, bytes, 0, length);
        Path part = folder.resolve(NAME + ".part");
        Files.write(part, bytes);
        Files.move(part, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns it; null when there is none, or none that this program reads. */
    static StageRecord of(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            StageRecord record = new StageRecord(Files.readAllBytes(file));
            return record.kind() == RecordKind.START ? record : null;
        } catch (IllegalArgumentException e) {
            return null; // A loss of power, or another version.
        }
    }
}
