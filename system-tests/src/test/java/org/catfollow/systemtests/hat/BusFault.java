package org.catfollow.systemtests.hat;

import java.time.Duration;
import java.util.function.Consumer;
import org.catfollow.runtime.standin.AnalogFault;
import org.catfollow.runtime.standin.StandInBench;
import org.catfollow.runtime.standin.WriteFault;

/** What is wrong with the bus while the robot drives. */
enum BusFault {
    /** Zero cannot be written: it is tried again until it can. */
    NO_ACKNOWLEDGE("nothing is acknowledged", true, bench -> bench.failWrites(WriteFault.ALL)),
    /** The servos and the sensors are well. */
    MOTORS_REFUSED(
            "the motors' registers are not acknowledged",
            true,
            bench -> bench.failWrites(WriteFault.MOTORS)),
    /** As with a line held low: the kernel gives up after its time. */
    STUCK(
            "the bus is stuck, each call blocks 100 ms",
            true,
            bench -> bench.stuck(Duration.ofMillis(100))),
    /** A round of control takes longer than the guard waits. */
    SLOW("each transaction takes 50 ms", false, bench -> bench.slow(Duration.ofMillis(50))),
    /** The floor is anything, at each reading. */
    GARBAGE("the inputs read garbage", false, bench -> bench.analog(AnalogFault.GARBAGE)),
    /** A dip of its supply: no power on the motors, no timers, and no answer for a while. */
    RESET("the microcontroller begins anew", false, bench -> bench.reset(Duration.ofMillis(200)));

    private final String text;
    private final boolean holdsUpZero;
    private final Consumer<StandInBench> how;

    BusFault(String text, boolean holdsUpZero, Consumer<StandInBench> how) {
        this.text = text;
        this.holdsUpZero = holdsUpZero;
        this.how = how;
    }

    String text() {
        return text;
    }

    /** Returns whether nobody can stop the wheels before the bus is whole. */
    boolean holdsUpZero() {
        return holdsUpZero;
    }

    /** Breaks it; returns when, just before. */
    long breakIt(StandInBench bench) {
        long now = System.nanoTime();
        how.accept(bench);
        return now;
    }
}
