package org.catfollow.tracker.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.tracker.TrackerConfig;
import org.catfollow.tracker.filter.CorrelationTracker;
import org.catfollow.tracker.filter.TrackedBox;
import org.catfollow.tracker.scenario.Animal.Place;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/**
 * A cat at 300 pixels a second, 30 frames a second, and one detection that comes late: how far the track
 * is from the cat right after it, beside a tracker that takes the late box for the newest frame.
 */
class LatencyTest {
    private static final int COLUMNS = 1280;
    private static final long SEEN = 30;

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    private static Animal runner() {
        return new Animal(3, new Scalar(60, 140, 230), id -> new Place(20 + 10 * id, 250, 120));
    }

    /** The error of a filter that begins with frame {@link #SEEN}'s box on a later frame. */
    private static double naiveError(Play play, Animal cat, long newest) {
        Place p = cat.at(SEEN);
        Mat frame = play.render(newest);
        Mat next = play.render(newest + 1);
        TrackedBox box = new TrackedBox();
        try (CorrelationTracker filter = new CorrelationTracker()) {
            filter.init(frame, (float) p.x(), (float) p.y(), (float) p.width(), (float) p.height());
            filter.update(next, box);
        } finally {
            frame.release();
            next.release();
        }
        Place truth = cat.at(newest + 1);
        return Math.hypot(
                box.x + box.width / 2 - truth.x() - truth.width() / 2,
                box.y + box.height / 2 - truth.y() - truth.height() / 2);
    }

    /** 600 ms are 18 frames: more than the usual ring of 16 holds. */
    @ParameterizedTest
    @CsvSource({"3,16", "9,16", "18,32"})
    void theTrackIsWhereTheCatIsNowNotWhereItWasSeen(int framesLate, int slots) {
        Animal cat = runner();
        try (Play play =
                new Play(TrackerConfig.defaults(), cat)
                        .of(COLUMNS, slots)
                        .detector(1, framesLate, (a, id) -> id == SEEN)) {
            long newest = SEEN + framesLate;
            play.run((int) newest + 1);
            double ours = play.at(newest + 1).centreError(cat);
            double naive = naiveError(play, cat, newest);
            System.out.printf(
                    "%d ms late: error %.1f px, naive %.1f px%n",
                    framesLate * 1000 / 30, ours, naive);
            assertThat(play.at(newest).trackId()).isEqualTo(1);
            assertThat(play.at(newest).centreError(cat)).isLessThan(10.0 * framesLate / 5);
            assertThat(ours).isLessThan(naive / 5);
        }
    }
}
