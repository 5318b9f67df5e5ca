package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.control.sensing.TargetView;
import org.catfollow.control.settings.AimSettings;
import org.catfollow.control.settings.DistanceSettings;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.SpeedSettings;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.Test;

class FollowSpeedTest {
    private final TargetDistance distance =
            new TargetDistance(DistanceSettings.DEFAULT, AimSettings.DEFAULT);
    private final FollowSpeed speed =
            new FollowSpeed(
                    SpeedSettings.DEFAULT, distance.ofSize(HoldSettings.DEFAULT.holdSize()));

    private double towards(TargetView view, boolean approaching) {
        return speed.towards(view, distance.ofSize(view.size()), approaching);
    }

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
        assertThat(towards(view(0.225, 0.5), true)).isCloseTo(0.3, within(1e-6));
        assertThat(towards(view(0.05, 0.5), true)).isEqualTo(0.3);
    }

    @Test
    void isHalfAtOneAndAHalfTimesTheHoldDistance() {
        assertThat(towards(view(0.3, 0.5), true)).isCloseTo(0.15, within(1e-6));
    }

    @Test
    void nearlyThereItCreepsOnTheWayAndRestsWhenHolding() {
        assertThat(towards(view(0.42, 0.5), true)).isEqualTo(0.06);
        assertThat(towards(view(0.42, 0.5), false)).isEqualTo(0);
    }

    @Test
    void neverBacksOffFromANearTarget() {
        assertThat(towards(view(0.46, 0.5), true)).isEqualTo(0);
        assertThat(towards(view(0.9, 0.5), true)).isEqualTo(0);
    }

    @Test
    void waitsForTheTiltWhenThePictureCutsTheTarget() {
        assertThat(towards(view(0.2, 0.9), true)).isEqualTo(0);
    }
}
