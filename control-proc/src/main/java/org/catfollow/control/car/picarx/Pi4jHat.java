package org.catfollow.control.car.picarx;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import java.io.IOException;
import java.util.function.Supplier;
import org.catfollow.runtime.StageFailure;

/** The whole Robot HAT by Pi4J: {@link Pi4jBus} for its registers, libgpiod for its pins. */
final class Pi4jHat implements Hat {
    private static final int RESET_GPIO = 5;
    private static final int TRIGGER_GPIO = 27;
    private static final int ECHO_GPIO = 22;
    private static final int PINS = 28;
    private static final long TRIGGER_NANOS = 10_000;
    private static final long ECHO_TIMEOUT_NANOS = 20_000_000;

    private final Context context;
    private final DigitalOutput[] outputs = new DigitalOutput[PINS];
    private final DigitalOutput trigger;
    private final Pi4jBus bus;
    private final EchoLine echo;

    /**
     * Opens the HAT of this machine.
     *
     * @throws StageFailure with the hardware exit code, in one line: what is missing, and what to do
     */
    static Pi4jHat open() {
        Pi4jBus.prepare();
        try {
            Context context =
                    Pi4J.newContextBuilder()
                            .add(
                                    LinuxFsI2CProvider.newInstance(),
                                    GpioDDigitalOutputProvider.newInstance())
                            .build();
            return opened(context);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw Pi4jBus.notOpened(e);
        }
    }

    private static Pi4jHat opened(Context context) throws IOException {
        boolean done = false;
        try {
            Pi4jHat hat = new Pi4jHat(context, () -> new GpiodEchoLine(ECHO_GPIO));
            done = true;
            return hat;
        } finally {
            if (!done) {
                context.shutdown();
            }
        }
    }

    /**
     * Takes the bus, the microcontroller that answers, and the pins.
     *
     * @throws IOException when none answers
     */
    Pi4jHat(Context context, Supplier<EchoLine> echo) throws IOException {
        this.context = context;
        // Let go of, should a start of ours have been killed in the middle of a reset.
        outputs[RESET_GPIO] = output(RESET_GPIO, DigitalState.HIGH);
        this.bus = new Pi4jBus(context);
        this.trigger = output(TRIGGER_GPIO, DigitalState.LOW);
        outputs[TRIGGER_GPIO] = trigger;
        this.echo = echo.get();
    }

    private DigitalOutput output(int gpio, DigitalState initial) {
        return context.create(
                DigitalOutput.newConfigBuilder(context)
                        .id("cat-follow-" + gpio)
                        .address(gpio)
                        .initial(initial)
                        .build());
    }

    @Override
    public void write(int register, int value) throws IOException {
        bus.write(register, value);
    }

    @Override
    public int readAdc(int channel) throws IOException {
        return bus.readAdc(channel);
    }

    /** Takes a pin at its first call, already with the level: until then nothing of it changes. */
    @Override
    public void pin(int gpio, boolean high) throws IOException {
        DigitalState level = high ? DigitalState.HIGH : DigitalState.LOW;
        try {
            if (outputs[gpio] == null) {
                outputs[gpio] = output(gpio, level);
            } else {
                outputs[gpio].state(level);
            }
        } catch (RuntimeException e) {
            throw new IOException("GPIO " + gpio + ": " + Pi4jBus.lastCause(e), e);
        }
    }

    @Override
    public long echoNanos() throws IOException {
        while (echo.awaitEdge(0)) {
            // Of a ping before, whose echo came after its time.
        }
        long end = System.nanoTime() + ECHO_TIMEOUT_NANOS;
        try {
            trigger.state(DigitalState.HIGH);
            long low = System.nanoTime() + TRIGGER_NANOS;
            while (System.nanoTime() - low < 0) {
                Thread.onSpinWait();
            }
            trigger.state(DigitalState.LOW);
        } catch (RuntimeException e) {
            throw new IOException("trigger pin: " + Pi4jBus.lastCause(e), e);
        }
        boolean risen = false;
        long risenNanos = 0;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            if (!echo.awaitEdge(left)) {
                continue;
            }
            if (echo.rising()) {
                risen = true;
                risenNanos = echo.edgeNanos();
            } else if (risen) {
                long nanos = Math.max(0, echo.edgeNanos() - risenNanos);
                // Without an echo the pin falls after some 38 ms: who was held up until then sees
                // that edge too, and has heard nothing.
                return nanos < ECHO_TIMEOUT_NANOS ? nanos : NO_ECHO;
            }
        }
        return NO_ECHO;
    }

    @Override
    public void close() throws IOException {
        try {
            echo.close();
            context.shutdown();
        } catch (RuntimeException e) {
            throw new IOException("Pi4J: " + Pi4jBus.lastCause(e), e);
        }
    }
}
