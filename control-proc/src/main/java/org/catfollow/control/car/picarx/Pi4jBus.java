package org.catfollow.control.car.picarx;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.i2c.I2C;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;

/**
 * The registers of the Robot HAT by Pi4J's linuxfs provider: plain read and write on {@code /dev/i2c-1}. It
 * touches no pin, and several processes may each have one: the kernel keeps their transactions apart.
 *
 * <p>Pi4J itself takes an uncontended lock and allocates some hundred bytes at each transaction; at five
 * transactions a period that is one short collection of control's young generation in some minutes.
 */
final class Pi4jBus implements HatBus {
    private static final int BUS = 1;
    private static final int[] ADDRESSES = {0x14, 0x15, 0x16};

    /** The microcontroller starts in 0.2 s; after that it answers or is not there. */
    private static final long ANSWER_WITHIN_NANOS = 500_000_000;

    private static final long PROBE_PAUSE_NANOS = 20_000_000;
    private static final String LIBRARIES_PROPERTY = "pi4j.library.path";

    private final Context context;
    private final I2C controller;
    private final byte[] telegram = new byte[3];
    private final byte[] answer = new byte[2];

    /**
     * Opens the bus of this machine and nothing else of the HAT.
     *
     * @throws StageFailure with the hardware exit code, in one line: what is missing, and what to do
     */
    static Pi4jBus open() {
        prepare();
        try {
            Context context =
                    Pi4J.newContextBuilder().add(LinuxFsI2CProvider.newInstance()).build();
            return opened(context);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw notOpened(e);
        }
    }

    private static Pi4jBus opened(Context context) throws IOException {
        boolean done = false;
        try {
            Pi4jBus bus = new Pi4jBus(context);
            done = true;
            return bus;
        } finally {
            if (!done) {
                context.shutdown();
            }
        }
    }

    /** Looks that there is a bus, and where Pi4J's own libraries lie; before any of Pi4J is loaded. */
    static void prepare() {
        I2cBusFiles.check();
        useUnpackedLibraries();
    }

    /** Returns the one line that says why the HAT cannot be opened, and what to look at. */
    static StageFailure notOpened(Throwable e) {
        return new StageFailure(
                ExitCode.HARDWARE,
                "cannot open the Robot HAT: "
                        + lastCause(e)
                        + "; look at its seat and its switch, at `i2cdetect -y 1` (it answers at"
                        + " 14, 15 or 16), at the groups i2c and gpio of this user, and whether"
                        + " another program has the pins",
                e);
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
     * Takes the microcontroller that answers.
     *
     * @param context closed with this
     * @throws IOException when none answers
     */
    Pi4jBus(Context context) throws IOException {
        this.context = context;
        this.controller = firstThatAnswers();
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

    /** As {@link Hat#readAdc}. */
    int readAdc(int channel) throws IOException {
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

    @Override
    public void close() throws IOException {
        try {
            context.shutdown();
        } catch (RuntimeException e) {
            throw new IOException("Pi4J: " + lastCause(e), e);
        }
    }

    /** Pi4J wraps what the kernel said twice and three times. */
    static String lastCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
