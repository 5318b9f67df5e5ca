package org.catfollow.control.car.picarx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.catfollow.runtime.standin.StandInBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInHatTest {
    @Test
    void twoOfThemInOneFileAreOneHat(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("hat");
        StandInBench bench = new StandInBench(file);
        try (Hat control = new StandInHat(file);
                Hat guard = new StandInHat(file)) {
            control.write(StandInBench.LEFT_MOTOR, 3000);
            control.pin(23, true);
            guard.write(StandInBench.LEFT_MOTOR, 0);
            assertThat(bench.register(StandInBench.LEFT_MOTOR)).isZero();
            assertThat(bench.pin(23)).isTrue();
        }
    }

    @Test
    void noEchoIsNotADistance(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("hat");
        StandInBench bench = new StandInBench(file);
        try (Hat hat = new StandInHat(file)) {
            assertThat(hat.echoNanos()).isEqualTo(Hat.NO_ECHO);
            bench.echoFrom(0.3);
            assertThat(hat.echoNanos() * 1e-9 * 343.30 / 2).isCloseTo(0.3, within(1e-6));
            bench.floor(400, 1000, 1000);
            assertThat(hat.readAdc(0)).isEqualTo(400);
        }
    }
}
