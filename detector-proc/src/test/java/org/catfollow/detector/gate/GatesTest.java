package org.catfollow.detector.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.catfollow.detector.TinyModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;

class GatesTest {
    private static final long FRAME = 33_333_333;
    private static final int COOL_DOWN_MILLIS = 500;

    @TempDir private Path folder;

    private final Mat still = Pictures.room(0);
    private final Mat thing = Pictures.roomWithThing(300, 200);
    private long now;

    private boolean isOpen(Gates gates, Mat picture, boolean target, boolean overloaded) {
        now += FRAME;
        return gates.isOpen(picture, now, now, target, overloaded);
    }

    private boolean isOpen(Gates gates, Mat picture) {
        return isOpen(gates, picture, false, false);
    }

    private static Gates motion() {
        return Gates.open(new GateSettings(true, null, 0.01, COOL_DOWN_MILLIS), 1, true);
    }

    @Test
    void withoutAGateEveryFrameGoesToTheModel() {
        try (Gates gates = Gates.open(GateSettings.NONE, 1, true)) {
            assertThat(gates.any()).isFalse();
            assertThat(gates.warning()).isEmpty();
            assertThat(isOpen(gates, still)).isTrue();
            assertThat(isOpen(gates, still)).isTrue();
        }
    }

    @Test
    void aStillRoomIsNotLookedAtUntilSomethingMoves() {
        try (Gates gates = motion()) {
            assertThat(isOpen(gates, still)).as("the first frame").isTrue();
            for (int i = 0; i < 20; i++) {
                assertThat(isOpen(gates, still)).isFalse();
            }
            assertThat(isOpen(gates, thing)).isTrue();
            assertThat(gates.motionSeen()).isEqualTo(1);
            assertThat(gates.motionUnknown()).isEqualTo(1);
            assertThat(gates.anomalySeen()).isZero();
        }
    }

    @Test
    void staysOpenForTheCoolDownThenShutsAgain() {
        try (Gates gates = motion()) {
            isOpen(gates, still);
            assertThat(isOpen(gates, thing)).isTrue();
            for (int i = 1; i < COOL_DOWN_MILLIS * 1_000_000L / FRAME; i++) {
                assertThat(isOpen(gates, thing)).isTrue();
            }
            isOpen(gates, thing);
            boolean shut = false;
            for (int i = 0; i < 40; i++) {
                shut |= !isOpen(gates, thing);
            }
            assertThat(shut).as("a thing that stands still is nothing new").isTrue();
        }
    }

    @Test
    void aTargetInHandKeepsItOpen() {
        try (Gates gates = motion()) {
            isOpen(gates, still);
            for (int i = 0; i < 100; i++) {
                assertThat(isOpen(gates, still, true, false)).isTrue();
            }
        }
    }

    @Test
    void anOverloadedDetectorAsksEverySecondTimeAndTheAnswerStands() {
        try (Gates gates = motion()) {
            isOpen(gates, still, false, true);
            assertThat(isOpen(gates, still, false, true)).as("first answer stands").isTrue();
            assertThat(isOpen(gates, still, false, true)).isFalse();
            assertThat(isOpen(gates, thing, false, true)).as("not asked").isFalse();
            assertThat(isOpen(gates, thing, false, true)).isTrue();
            assertThat(gates.motionSeen()).isEqualTo(1);
        }
    }

    @Test
    void eitherGateOpens() {
        Path file = TinyModels.blur(folder.resolve("blur.tflite"), 32, 3, 1);
        try (Gates gates = Gates.open(new GateSettings(true, file, 0.001, 0), 1, true)) {
            assertThat(isOpen(gates, still)).isTrue();
            assertThat(isOpen(gates, still)).as("still, but badly drawn").isTrue();
            assertThat(gates.anomalySeen()).isEqualTo(2);
            assertThat(gates.motionSeen()).isZero();
        }
    }
}
