package org.catfollow.control.car.picarx;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.i2c.I2C;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;

/**
 * The Robot HAT by Pi4J: I2C by its linuxfs provider (plain read and write on {@code /dev/i2c-1}), pins
 * by libgpiod.
 *
 * <p>Pi4J itself takes an uncontended lock and allocates some hundred bytes at each transaction; at five
 * transactions a period that is one short collection of control's young generation in some minutes.
 */
final class Pi4jHat implements Hat {
    private static final int BUS = 1;
    private static final int[] ADDRESSES = {0x14, 0x15, 0x16};
    private static final int RESET_GPIO = 5;
    private static final int TRIGGER_GPIO = 27;
    private static final int ECHO_GPIO = 22;
    private static final int PINS = 28;
    private static final long TRIGGER_NANOS = 10_000;
    private static final long ECHO_TIMEOUT_NANOS = 20_000_000;

    /** The microcontroller starts in 0.2 s; after that it answers or is not there. */
    private static final long ANSWER_WITHIN_NANOS = 500_000_000;

    private static final long PROBE_PAUSE_NANOS = 20_000_000;
    private static final String LIBRARIES_PROPERTY = "pi4j.library.path";

    private final Context context;
    private final DigitalOutput[] outputs = new DigitalOutput[PINS];
    private final DigitalOutput trigger;
    private final I2C controller;
    private final EchoLine echo;
    private final byte[] telegram = new byte[3];
    private final byte[] answer = new byte[2];

    /**
     * Opens the HAT of this machine.
     *
     * @throws StageFailure with the hardware exit code, in one line: what is missing, and what to do
     */
    static Pi4jHat open() {
        I2cBusFiles.check();
        useUnpackedLibraries();
        try {
            Context context =
                    Pi4J.newContextBuilder()
                            .add(
                                    LinuxFsI2CProvider.newInstance(),
                                    GpioDDigitalOutputProvider.newInstance())
                            .build();
            return opened(context);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    "cannot open the Robot HAT: "
                            + lastCause(e)
                            + "; look at its seat and its switch, at `i2cdetect -y 1` (it answers at"
                            + " 14, 15 or 16), at the groups i2c and gpio of this user, and whether"
                            + " another program has the pins",
                    e);
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

    /** Or Pi4J would unpack them into the temporary folder at each start, where a kill leaves them. */
    private static void useUnpackedLibraries() {
        if (System.getProperty(LIBRARIES_PROPERTY) != null) {
            return;
        }
        NativeLibraries.distribution()
                .map(home -> home.resolve("natives").resolve(NativeLibraries.platform()))
                .filter(folder -> Files.isReadable(folder.resolve("libpi4j-linuxfs.so")))
                .map(Path::toString)
                .ifPresent(folder -> System.setProperty(LIBRARIES_PROPERTY, folder));
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
        this.controller = firstThatAnswers();
        this.trigger = output(TRIGGER_GPIO, DigitalState.LOW);
        outputs[TRIGGER_GPIO] = trigger;
        this.echo = echo.get();
    }

    private I2C firstThatAnswers() throws IOException {
        I2C[] candidates = new I2C[ADDRESSES.length];
        long end = System.nanoTime() + ANSWER_WITHIN_NANOS;
        RuntimeException last = null;
        do {
            for (int i = 0; i < ADDRESSES.length; i++) {
                try {
                    if (candidates[i] == null) {
                        candidates[i] = candidate(ADDRESSES[i]);
                    }
                    if (candidates[i].read() >= 0) {
                        return candidates[i];
                    }
                } catch (RuntimeException e) {
                    last = e;
                }
            }
            LockSupport.parkNanos(PROBE_PAUSE_NANOS);
        } while (System.nanoTime() - end < 0);
        throw new IOException(
                "no microcontroller answers at 0x14, 0x15 or 0x16 on I2C bus "
                        + BUS
                        + (last == null ? "" : " (" + lastCause(last) + ")"),
                last);
    }

    private I2C candidate(int address) {
        return context.create(
                I2C.newConfigBuilder(context)
                        .id("robot-hat-" + address)
                        .bus(BUS)
                        .device(address)
                        .build());
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
        telegram[0] = (byte) register;
        telegram[1] = (byte) (value >> 8);
        telegram[2] = (byte) value;
        try {
            int written = controller.write(telegram, 0, telegram.length);
            if (written != telegram.length) {
                throw new IOException("I2C write: " + written + " of 3 bytes");
            }
        } catch (RuntimeException e) {
            throw new IOException("I2C write: " + lastCause(e), e);
        }
    }

    @Override
    public int readAdc(int channel) throws IOException {
        write(HatRegisters.adc(channel), 0);
        int read;
        try {
            read = controller.read(answer, 0, answer.length);
        } catch (RuntimeException e) {
            throw new IOException("I2C read: " + lastCause(e), e);
        }
        if (read != answer.length) {
            throw new IOException("I2C read: " + read + " of 2 bytes");
        }
        int reading = (answer[0] & 0xff) << 8 | (answer[1] & 0xff);
        if (reading > HatRegisters.HIGHEST_READING) {
            // All ones is what a bus has that nobody answers on.
            throw new IOException("I2C read: " + reading + " is no reading of 12 bits");
        }
        return reading;
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
            throw new IOException("GPIO " + gpio + ": " + lastCause(e), e);
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
            throw new IOException("trigger pin: " + lastCause(e), e);
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
                return Math.max(0, echo.edgeNanos() - risenNanos);
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
            throw new IOException("Pi4J: " + lastCause(e), e);
        }
    }

    /** Pi4J wraps what the kernel said twice and three times. */
    private static String lastCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
