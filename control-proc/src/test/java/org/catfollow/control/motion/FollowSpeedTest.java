package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.control.sensing.TargetView;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.SpeedSettings;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.Test;

class FollowSpeedTest {
    private final FollowSpeed speed = new FollowSpeed(SpeedSettings.DEFAULT, HoldSettings.DEFAULT);

    private static TargetView view(double size, double centreY) {
        Track track = new Track();
        track.state = TrackState.CONFIRMED;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.width = 50;
        track.height = (float) (480 * size);
        track.x = 300;
        track.y = (float) (480 * (centreY - size / 2));
        TargetView view = new TargetView();
        view.look(track);
        return view;
    }

    @Test
    void isFullFromTwiceTheHoldDistanceOn() {
        assertThat(speed.towards(view(0.225, 0.5), true)).isCloseTo(0.3, within(1e-6));
        assertThat(speed.towards(view(0.05, 0.5), true)).isEqualTo(0.3);
    }

    @Test
    void isHalfAtOneAndAHalfTimesTheHoldDistance() {
        assertThat(speed.towards(view(0.3, 0.5), true)).isCloseTo(0.15, within(1e-6));
    }

    @Test
    void nearlyThereItCreepsOnTheWayAndRestsWhenHolding() {
        assertThat(speed.towards(view(0.42, 0.5), true)).isEqualTo(0.06);
        assertThat(speed.towards(view(0.42, 0.5), false)).isEqualTo(0);
    }

    @Test
    void neverBacksOffFromANearTarget() {
        assertThat(speed.towards(view(0.46, 0.5), true)).isEqualTo(0);
        assertThat(speed.towards(view(0.9, 0.5), true)).isEqualTo(0);
        assertThat(speed.tooNear(view(0.61, 0.5))).isTrue();
        assertThat(speed.tooNear(view(0.59, 0.5))).isFalse();
    }

    @Test
    void waitsForTheTiltWhenThePictureCutsTheTarget() {
        assertThat(speed.towards(view(0.2, 0.9), true)).isEqualTo(0);
    }
}
