package org.catfollow.runtime.standin;

import java.io.IOException;
import java.nio.file.Path;

/** A process that writes 1, 2, 3, ... into a register, for {@link StandInProcessesTest}. */
final class StandInWriter {
    private StandInWriter() {}

    /** Takes the file, the register and how often; 0 for without end. */
    public static void main(String[] arguments) throws IOException {
        StandInBus bus = new StandInBus(Path.of(arguments[0]));
        int register = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        System.out.println("opened");
        // So that both of them begin together.
        if (System.in.read() < 0) {
            throw new IllegalStateException("nobody said when to begin");
        }
        for (int i = 1; count == 0 || i <= count; i++) {
            bus.write(register, i & 0xFFFF);
        }
    }
}
