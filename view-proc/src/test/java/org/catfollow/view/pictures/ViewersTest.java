package org.catfollow.view.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.catfollow.runtime.vision.Overlay;
import org.junit.jupiter.api.Test;

class ViewersTest {
    private static final Set<Overlay.Layer> NOTHING = Set.of();

    private final Viewers viewers = new Viewers(10, new PictureKind(75, NOTHING));

    /** Keeps what it is sent, and says that it is out when the test says so. */
    private static final class Kept extends Viewer {
        private final List<Long> frames = new ArrayList<>();
        private String ended = "";

        private Kept(int quality, double rate) {
            super(new PictureKind(quality, NOTHING), false, rate);
        }

        @Override
        protected void send(Picture picture) {
            frames.add(picture.frameId());
        }

        @Override
        protected void end(String reason) {
            ended = reason;
        }

        private void out() {
            sent();
        }
    }

    private static Picture picture(long frame) {
        return new Picture(frame, 0, new byte[0], "");
    }

    @Test
    void whoIsStillBeingSentAPictureIsLeftOut() {
        Kept slow = new Kept(75, 0);
        viewers.add(slow);
        long now = System.nanoTime();
        assertThat(viewers.ready(1, now)).containsExactly(slow);
        assertThat(slow.offer(picture(1), now)).isZero();
        assertThat(viewers.ready(2, now)).isEmpty();
        assertThat(viewers.untilDueNanos(now)).isEqualTo(Long.MAX_VALUE);
        slow.out();
        assertThat(viewers.ready(5, now)).containsExactly(slow);
        assertThat(slow.offer(picture(5), now)).as("frames missed").isEqualTo(3);
        assertThat(slow.frames).containsExactly(1L, 5L);
    }

    @Test
    void nobodyIsSentTheSameFrameTwice() {
        Kept viewer = new Kept(75, 0);
        viewers.add(viewer);
        viewer.offer(picture(1), System.nanoTime());
        viewer.out();
        assertThat(viewers.ready(1, System.nanoTime())).isEmpty();
    }

    @Test
    void whoWantsTenASecondIsDueEveryTenth() {
        Kept viewer = new Kept(75, 10);
        viewers.add(viewer);
        long now = System.nanoTime();
        viewer.offer(picture(1), now);
        viewer.out();
        assertThat(viewers.ready(2, now + 50_000_000)).isEmpty();
        assertThat(viewers.ready(3, now + 100_000_000)).containsExactly(viewer);
    }

    @Test
    void whoFellBehindDoesNotCatchUp() {
        Kept viewer = new Kept(75, 10);
        viewers.add(viewer);
        long now = System.nanoTime() + 5_000_000_000L;
        viewer.offer(picture(1), now);
        viewer.out();
        viewer.offer(picture(2), now + 1);
        viewer.out();
        assertThat(viewers.ready(3, now + 2)).isEmpty();
    }

    @Test
    void onlySoManyKindsAreMadeAtATime() {
        // One of them is the usual one, whether anybody looks at it or not.
        for (int quality = 50; quality < 45 + 5 * Viewers.MOST_KINDS; quality += 5) {
            assertThat(viewers.add(new Kept(quality, 0))).isEqualTo(Viewers.Admission.ADMITTED);
        }
        assertThat(viewers.add(new Kept(90, 0))).isEqualTo(Viewers.Admission.TOO_MANY_KINDS);
        assertThat(viewers.add(new Kept(51, 0))).isEqualTo(Viewers.Admission.ADMITTED);
        assertThat(viewers.add(new Kept(75, 0))).isEqualTo(Viewers.Admission.ADMITTED);
    }

    @Test
    void whoTakesNothingForTenSecondsIsSentAway() {
        Kept stuck = new Kept(75, 0);
        viewers.add(stuck);
        long now = System.nanoTime();
        stuck.offer(picture(1), now);
        viewers.endStuck(now + 9_000_000_000L);
        assertThat(stuck.ended).isEmpty();
        viewers.endStuck(now + 11_000_000_000L);
        assertThat(stuck.ended).contains("10 s");
        assertThat(viewers.count()).isZero();
    }
}
