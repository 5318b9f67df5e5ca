package org.catfollow.bench.transport;

import java.io.IOException;
import java.util.List;

/** A way for frames from one process into others. Has no state; each end is in a process of its own. */
public interface Transport {
    /** Returns the name by which it is asked for, and its row is called. */
    String name();

    /** Returns one line for people: what is measured, and how its receivers wait. */
    String description();

    /** Returns what JVMs with an end of it need on their command line, beside a stage's flags. */
    default List<String> jvmFlags() {
        return List.of();
    }

    /**
     * Opens the sending end, before any receiver is there.
     *
     * @throws IOException when it cannot be opened
     */
    FrameSender openSender(Place place) throws IOException;

    /**
     * Opens a receiving end.
     *
     * @throws IOException when it cannot be opened
     */
    FrameReceiver openReceiver(Place place) throws IOException;
}
