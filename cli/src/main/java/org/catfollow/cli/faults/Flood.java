package org.catfollow.cli.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.catfollow.cli.chaos.RegionAccess;

/** Some who send commands without a pause, each on a thread and with a region of its own. */
final class Flood implements AutoCloseable {
    private static final int SENDERS = 4;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /** Begins. */
    Flood(Supplier<RegionAccess> accesses) {
        for (int i = 0; i < SENDERS; i++) {
            RegionAccess access = accesses.get();
            threads.add(Thread.ofPlatform().name("faults-flood").start(() -> send(access)));
        }
    }

    private void send(RegionAccess access) {
        try (access) {
            while (!ended) {
                boolean ignored =
                        access.use(
                                region -> {
                                    boolean sent =
                                            Hand.send(
                                                    region,
                                                    Hand.SLOW_METRES_PER_SECOND,
                                                    System.nanoTime());
                                    if (!sent) {
                                        Thread.onSpinWait();
                                    }
                                });
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
