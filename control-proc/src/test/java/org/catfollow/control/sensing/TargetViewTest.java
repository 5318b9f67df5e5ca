package org.catfollow.control.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetViewTest {
    private final TargetView view = new TargetView();

    private static Track track(double x, double y, double width, double height) {
        Track track = new Track();
        track.state = TrackState.CONFIRMED;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.x = (float) x;
        track.y = (float) y;
        track.width = (float) width;
        track.height = (float) height;
        return track;
    }

    @Test
    void errorsAreFractionsRightAndUp() {
        view.look(track(440, 60, 80, 120));
        assertThat(view.seen()).isTrue();
        assertThat(view.rightError()).isCloseTo(0.25, within(1e-6));
        assertThat(view.upError()).isCloseTo(0.25, within(1e-6));
        assertThat(view.size()).isCloseTo(0.25, within(1e-6));
        assertThat(view.cut()).isFalse();
    }

    @Test
    void aBoxAtTheLowerEdgeMayBeCut() {
        view.look(track(300, 380, 80, 100));
        assertThat(view.cut()).isTrue();
        view.look(track(300, 2, 80, 100));
        assertThat(view.cut()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, -1e30f, 0, -5})
    void aBoxWithAnImpossibleSizeIsUnseen(float bad) {
        view.look(track(300, 200, bad, 50));
        assertThat(view.seen()).isFalse();
        view.look(track(300, 200, 50, bad));
        assertThat(view.seen()).isFalse();
    }

    @Test
    void aBoxWhoseCentreIsOutsideThePictureIsUnseen() {
        view.look(track(-100, 200, 50, 50));
        assertThat(view.seen()).isFalse();
        view.look(track(Float.NaN, 200, 50, 50));
        assertThat(view.seen()).isFalse();
    }

    @Test
    void aFrameWithoutSizeShowsNothing() {
        Track track = track(300, 200, 50, 50);
        track.frameHeight = 0;
        view.look(track);
        assertThat(view.seen()).isFalse();
        assertThat(view.size()).isEqualTo(0);
    }

    @Test
    void aCoastingTrackShowsNothing() {
        view.look(track(300, 200, 50, 50));
        Track coasting = track(300, 200, 50, 50);
        coasting.state = TrackState.COASTING;
        view.look(coasting);
        assertThat(view.seen()).isFalse();
        assertThat(view.rightError()).isEqualTo(0);
    }
}
