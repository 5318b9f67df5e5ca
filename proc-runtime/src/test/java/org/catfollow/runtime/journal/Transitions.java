package org.catfollow.runtime.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.SpeedLimit;

/** Transitions as control takes them, and what a journal holds. */
final class Transitions {
    private Transitions() {}

    static ControlStatus status(long number) {
        ControlStatus status = new ControlStatus();
        status.transitions = number;
        status.frameId = 1000 + number;
        status.nanos = 5_000_000_000L + number;
        status.previousState = ControlState.SEARCH;
        status.state = ControlState.ACQUIRE;
        status.reason = ControlReason.TARGET_SEEN;
        status.limit = SpeedLimit.OBSTACLE;
        status.speedMetresPerSecond = 0.25f;
        return status;
    }

    static Transition numbered(long number) {
        Transition entry = new Transition();
        entry.frameId = number;
        return entry;
    }

    static List<JournalEntry> read(Path folder) {
        List<JournalEntry> all = new ArrayList<>();
        try (JournalReader reader = new JournalReader(folder)) {
            Optional<JournalEntry> next = reader.next();
            while (next.isPresent()) {
                all.add(next.get());
                next = reader.next();
            }
        }
        return all;
    }

    static List<Long> frameIds(Path folder) {
        return read(folder).stream().map(JournalEntry::frameId).toList();
    }
}
