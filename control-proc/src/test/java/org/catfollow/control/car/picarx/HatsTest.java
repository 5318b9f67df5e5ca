package org.catfollow.control.car.picarx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HatsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "pi5j", "stand-in", "stand-in:"})
    void refusesANameThatIsNone(String name) {
        assertThatThrownBy(() -> Hats.open(name))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("no HAT is called '" + name + "'")
                .satisfies(
                        e -> assertThat(((StageFailure) e).exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void aMachineWithoutTheBusIsToldHowToSwitchItOn(@TempDir Path empty) {
        assertThatThrownBy(() -> I2cBusFiles.check(empty, empty))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("i2c-1 is missing")
                .hasMessageContaining("raspi-config")
                .hasMessageContaining("dtparam=i2c_arm=on")
                .hasMessageNotContaining("\n")
                .satisfies(
                        e ->
                                assertThat(((StageFailure) e).exitCode())
                                        .isEqualTo(ExitCode.HARDWARE));
    }

    @Test
    void aBusThatIsThereIsTaken(@TempDir Path devices, @TempDir Path nodes) throws IOException {
        Files.createDirectory(devices.resolve("i2c-1"));
        Files.createFile(nodes.resolve("i2c-1"));
        I2cBusFiles.check(devices, nodes);
    }
}
