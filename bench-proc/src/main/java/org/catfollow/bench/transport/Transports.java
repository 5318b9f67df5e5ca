package org.catfollow.bench.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** All that can be measured in this JVM. */
public final class Transports {
    /** Name of our own. */
    public static final String RING = "ring";

    private Transports() {}

    /** Returns ours first, then the JDK's, then what lies on the class path besides. */
    public static List<Transport> all() {
        List<Transport> all = new ArrayList<>(List.of(new RingTransport(), new SocketTransport()));
        ServiceLoader.load(Transport.class).forEach(all::add);
        return all;
    }

    /** Returns the one of that name. */
    public static Optional<Transport> named(String name) {
        return all().stream().filter(transport -> transport.name().equals(name)).findFirst();
    }
}
