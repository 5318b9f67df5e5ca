package org.catfollow.control.car;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * A number for the wheels that a process drives or holds: control and its guard compare theirs, so that a
 * guard of another car is not taken for this one's.
 */
public final class WheelsKey {
    /** Of a car that exists in figures only: nothing is to be held. */
    public static final long SIMULATED = 0;

    private static final long REAL = 1L << 32;
    private static final String STAND_IN = "stand-in:";

    private WheelsKey() {}

    /**
     * Returns the number.
     *
     * @param hat what a PiCar-X is driven through, as {@code --hat} has it
     */
    public static long of(CarKind car, String hat) {
        if (car == CarKind.SIMULATED) {
            return SIMULATED;
        }
        // The same file by another name is the same.
        String name =
                hat.startsWith(STAND_IN)
                        ? Path.of(hat.substring(STAND_IN.length()))
                                .toAbsolutePath()
                                .normalize()
                                .toString()
                        : hat;
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return REAL | crc.getValue();
    }
}
