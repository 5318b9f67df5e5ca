package org.catfollow.control.car.picarx;

import java.io.IOException;
import java.nio.file.Path;
import org.catfollow.runtime.standin.StandInBus;

/**
 * A HAT without hardware: a file that control, the guard and a judge have open, see {@link StandInBus}.
 * Like the real one it goes on with what it was told last when who told it dies.
 */
final class StandInHat implements Hat {
    private final StandInBus bus;

    /**
     * Opens the HAT in a file, and makes it when it is new.
     *
     * @throws IOException in one line, when the file cannot be opened or is something else
     */
    StandInHat(Path file) throws IOException {
        this.bus = new StandInBus(file);
    }

    @Override
    public void write(int register, int value) throws IOException {
        bus.write(register, value);
    }

    @Override
    public int readAdc(int channel) throws IOException {
        return bus.readAnalog(channel);
    }

    @Override
    public void pin(int gpio, boolean high) throws IOException {
        bus.pin(gpio, high);
    }

    @Override
    public long echoNanos() throws IOException {
        long nanos = bus.echoNanos();
        return nanos == StandInBus.NO_ECHO ? NO_ECHO : nanos;
    }

    @Override
    public void close() {
        bus.close();
    }
}
