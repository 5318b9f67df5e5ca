package org.catfollow.control.car.picarx;

import com.pi4j.library.gpiod.internal.GpioDContext;
import com.pi4j.library.gpiod.internal.GpioLine;
import com.pi4j.library.gpiod.internal.GpioLineEvent;
import com.pi4j.library.gpiod.internal.LineEvent;
import com.pi4j.library.gpiod.internal.LineRequestFlag;
import java.io.IOException;

/**
 * The echo pin by Pi4J's libgpiod, below Pi4J's own digital input: that one wakes a thread at each edge
 * and passes the edge on without the time at which the kernel saw it, so a reading would be off by what
 * two wake-ups differ, some 0.1 ms or 2 cm. Here both times are the interrupt's: what is left is the
 * difference of two interrupt latencies: some 20 microseconds or 3 mm by reckoning, not measured yet.
 */
final class GpiodEchoLine implements EchoLine {
    private static final String CONSUMER = "cat-follow echo";

    private final GpioLine line;
    private final GpioLineEvent event;
    private boolean rising;
    private long edgeNanos;

    /** Takes the pin, pulled down: without a sensor there is never an echo. */
    GpiodEchoLine(int gpio) {
        line = GpioDContext.getInstance().getOrOpenLine(gpio);
        line.requestBothEdgeEventsFlags(CONSUMER, LineRequestFlag.BIAS_PULL_DOWN.getVal());
        event = GpioDContext.getInstance().openLineEvent();
    }

    @Override
    public boolean awaitEdge(long nanos) throws IOException {
        try {
            if (!line.eventWait(nanos)) {
                return false;
            }
            line.eventRead(event);
            rising = event.getType() == LineEvent.RISING_EDGE;
            edgeNanos = event.getTimeNs();
            return true;
        } catch (RuntimeException e) {
            throw new IOException("echo pin: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean rising() {
        return rising;
    }

    @Override
    public long edgeNanos() {
        return edgeNanos;
    }

    @Override
    public void close() {
        GpioDContext.getInstance().closeLineEvent(event);
        GpioDContext.getInstance().closeLine(line);
    }
}
