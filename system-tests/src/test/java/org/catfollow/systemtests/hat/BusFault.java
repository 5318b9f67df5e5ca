package org.catfollow.systemtests.hat;

import java.time.Duration;
import java.util.function.Consumer;
import org.catfollow.runtime.standin.AnalogFault;
import org.catfollow.runtime.standin.StandInBench;
import org.catfollow.runtime.standin.WriteFault;

/** What is wrong with the bus while the robot drives. */
enum BusFault {
    /** Zero cannot be written: it is tried again until it can. */
    NO_ACKNOWLEDGE("nothing is acknowledged", bench -> bench.failWrites(WriteFault.ALL)),
    /** The servos and the sensors are well. */
    MOTORS_REFUSED(
            "the motors' registers are not acknowledged",
            bench -> bench.failWrites(WriteFault.MOTORS)),
    /** As with a line held low: the kernel gives up after its time. */
    STUCK(
            "the bus is stuck, each call blocks 100 ms",
            bench -> bench.stuck(Duration.ofMillis(100))),
    /** A round of control takes longer than the guard waits. */
    SLOW("each transaction takes 50 ms", bench -> bench.slow(Duration.ofMillis(50))),
    /** The floor is anything, at each reading. */
    GARBAGE("the inputs read garbage", bench -> bench.analog(AnalogFault.GARBAGE)),
    /** A dip of its supply: no power on the motors, no timers, and no answer for a while. */
    RESET("the microcontroller begins anew", bench -> bench.reset(Duration.ofMillis(200)));

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // A lambda that captures nothing.
    private final Consumer<StandInBench> how;

    BusFault(String text, Consumer<StandInBench> how) {
        this.text = text;
        this.how = how;
    }

    String text() {
        return text;
    }

    /** Breaks it; returns when, just before. */
    long breakIt(StandInBench bench) {
        long now = System.nanoTime();
        how.accept(bench);
        return now;
    }
}
