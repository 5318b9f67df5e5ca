package org.catfollow.control.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.shm.slots.Pose;
import org.junit.jupiter.api.Test;

class AnglesTest {
    @Test
    void wrapsToOneTurn() {
        assertThat(Angles.wrapDegrees(190)).isEqualTo(-170);
        assertThat(Angles.wrapDegrees(-190)).isEqualTo(170);
        assertThat(Angles.wrapDegrees(725)).isEqualTo(5);
        assertThat(Angles.wrapDegrees(12.5)).isEqualTo(12.5);
    }

    @Test
    void straightBehindIsPlus180() {
        assertThat(Angles.wrapDegrees(180)).isEqualTo(180);
        assertThat(Angles.wrapDegrees(-180)).isEqualTo(180);
        assertThat(Angles.wrapDegrees(540)).isEqualTo(180);
    }

    @Test
    void aPlaceToTheLeftHasANegativeBearing() {
        Pose pose = new Pose();
        assertThat(pose.bearingDegrees(1, 1)).isCloseTo(-45, within(1e-9));
        assertThat(pose.bearingDegrees(1, -1)).isCloseTo(45, within(1e-9));
        pose.set(0, 0, 90);
        assertThat(pose.bearingDegrees(1, 0)).isCloseTo(90, within(1e-9));
    }
}
