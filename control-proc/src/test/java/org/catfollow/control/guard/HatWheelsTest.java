package org.catfollow.control.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.control.car.picarx.HatBus;
import org.junit.jupiter.api.Test;

class HatWheelsTest {
    private final RecordingHat hat = new RecordingHat();
    private final HatWheels wheels = new HatWheels(hat);

    private static final class RecordingHat implements HatBus {
        final List<String> writes = new ArrayList<>();
        int broken = -1;

        @Override
        public void write(int register, int value) throws IOException {
            if (register == broken) {
                throw new IOException("register " + register);
            }
            writes.add("0x" + Integer.toHexString(register) + " " + value);
        }

        @Override
        public void close() {
            writes.add("closed");
        }
    }

    @Test
    void zeroIsNoPulseForBothMotors() throws IOException {
        wheels.zero();
        assertThat(hat.writes).containsExactly("0x2c 0", "0x2d 0");
    }

    @Test
    void oneMotorThatIsOutOfReachDoesNotKeepTheOtherTurning() {
        hat.broken = HatWheels.RIGHT_MOTOR;
        assertThatThrownBy(wheels::zero).isInstanceOf(IOException.class);
        assertThat(hat.writes).containsExactly("0x2d 0");
        hat.broken = HatWheels.LEFT_MOTOR;
        assertThatThrownBy(wheels::zero).isInstanceOf(IOException.class);
        assertThat(hat.writes).containsExactly("0x2d 0", "0x2c 0");
    }

    @Test
    void lettingGoWritesNothing() throws IOException {
        wheels.close();
        assertThat(hat.writes).containsExactly("closed");
    }
}
