package org.catfollow.tracker.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.TrackReason;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.tracker.InitBox;
import org.catfollow.tracker.TrackerConfig;
import org.catfollow.tracker.scenario.Animal.Place;
import org.catfollow.tracker.scenario.Play.Said;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** What happens to cats in front of a camera, drawn with exact truth; 30 frames a second. */
class ScenarioTest {
    private static final Scalar GINGER = new Scalar(60, 140, 230);
    private static final Scalar GREY = new Scalar(150, 140, 140);
    private static final TrackerConfig USUAL = TrackerConfig.defaults();

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    private static TrackerConfig byHand(Place p) {
        return USUAL.withInitBox(
                new InitBox((float) p.x(), (float) p.y(), (float) p.width(), (float) p.height()));
    }

    private static void fill(Mat frame, Rect rect, Scalar colour) {
        Imgproc.rectangle(frame, rect, colour, -1);
    }

    private static void pillar(Mat frame, long frameId) {
        fill(frame, new Rect(280, 0, 150, 480), new Scalar(90, 60, 50));
    }

    private static boolean hidden(Animal cat, long id) {
        Place p = cat.at(id);
        return p.x() + p.width() > 300 && p.x() < 410;
    }

    /** It stops behind the pillar for a second. */
    private static Animal hider() {
        return new Animal(
                1,
                GINGER,
                id ->
                        new Place(
                                id <= 55 ? 20 + 5 * id : id <= 85 ? 295 : 295 + 5 * (id - 85),
                                250,
                                120));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCatThatHidesBehindAPillarCoastsAndIsTheSameAfterIt(boolean withDetector) {
        Animal cat = hider();
        TrackerConfig config = withDetector ? USUAL : byHand(cat.at(1));
        try (Play play =
                new Play(config, cat)
                        .over(ScenarioTest::pillar)
                        .detector(withDetector ? 3 : 0, 3, (a, id) -> !hidden(a, id))) {
            play.run(135);
            System.out.println("pillar " + withDetector + ": " + play.story());
            assertThat(play.between(52, 62)).as(play.story()).anyMatch(s -> !s.valid());
            assertThat(play.between(65, 84)).as(play.story()).noneMatch(Said::valid);
            assertThat(play.between(130, 135))
                    .as(play.story())
                    .allMatch(s -> s.valid() && s.trackId() == 1 && s.iou(cat) > 0.5);
        }
    }

    /** It leaves at 240 pixels a second, and comes back after two seconds. */
    private static Animal leaver() {
        return new Animal(
                1,
                GINGER,
                id -> new Place(id <= 130 ? 300 + 8 * (id - 30) : 640 - 8 * (id - 130), 250, 120));
    }

    /** First frame in which nothing of it is in the picture. */
    private static final long GONE = 73;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCatThatLeavesIsLostWithinTenFrames(boolean withDetector) {
        Animal cat = leaver();
        TrackerConfig config = withDetector ? USUAL : byHand(cat.at(1));
        try (Play play = new Play(config, cat).detector(withDetector ? 3 : 0, 3, (a, id) -> true)) {
            play.run(160);
            System.out.println("leaves " + withDetector + ": " + play.story());
            assertThat(cat.visible(GONE, 640, 480)).isZero();
            assertThat(cat.visible(GONE - 1, 640, 480)).isPositive();
            assertThat(play.between(GONE + 10, 128))
                    .as(play.story())
                    .allMatch(s -> s.state() == TrackState.LOST);
            assertThat(play.between(155, 160))
                    .as(play.story())
                    .allMatch(s -> s.valid() && s.trackId() == 1 && s.iou(cat) > 0.5);
        }
    }

    @Test
    void anotherCatThatComesWhereOneLeftIsAnother() {
        Animal cat =
                new Animal(
                        1, GINGER, id -> new Place(Math.min(700, 300 + 8 * (id - 30)), 250, 120));
        Animal other =
                new Animal(
                        2,
                        GREY,
                        id -> id < 80 ? Place.AWAY : new Place(640 - 6 * (id - 80), 250, 120));
        try (Play play = new Play(USUAL, cat, other).detector(3, 3, (a, id) -> true)) {
            play.run(160);
            System.out.println("another comes: " + play.story());
            assertThat(play.said)
                    .as(play.story())
                    .noneMatch(s -> s.valid() && s.trackId() == 1 && s.iou(other) > 0.1);
            assertThat(play.at(160).trackId()).as(play.story()).isEqualTo(2);
            assertThat(play.at(160).iou(other)).isGreaterThan(0.5);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCatThatComesThreeTimesAsNearIsFollowedInSize(boolean withDetector) {
        Animal cat =
                new Animal(
                        1,
                        GINGER,
                        id -> {
                            double width = 70 * Math.pow(3, Math.min(id, 120) / 120.0);
                            return new Place(320 - width / 2, 240 - width / 3, width);
                        });
        TrackerConfig config = withDetector ? USUAL : byHand(cat.at(1));
        try (Play play = new Play(config, cat).detector(withDetector ? 3 : 0, 3, (a, id) -> true)) {
            play.run(130);
            double mean =
                    play.between(10, 130).stream().mapToDouble(s -> s.iou(cat)).average().orElse(0);
            System.out.printf("size, detector %s: mean IoU %.3f%n", withDetector, mean);
            // Alone, the filter sees a background between its legs that does not grow with it.
            assertThat(mean).as(play.story()).isGreaterThan(withDetector ? 0.8 : 0.6);
            assertThat(play.between(10, 130)).allMatch(s -> s.valid() && s.trackId() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoCatsThatCrossKeepTheirIdentities(boolean alike) {
        Animal target = new Animal(1, GINGER, id -> new Place(20 + 4 * id, 250, 120));
        // Nearer to the camera: drawn over the target, and hides it.
        Animal other =
                new Animal(2, alike ? GINGER : GREY, id -> new Place(500 - 4 * id, 265, 130));
        try (Play play =
                new Play(USUAL, target, other)
                        .detector(
                                3,
                                3,
                                (a, id) ->
                                        a == other || overlap(target.at(id), other.at(id)) < 0.3)) {
            play.run(115);
            System.out.println("cross alike " + alike + ": " + play.story());
            long id = play.at(30).trackId();
            Animal followed = play.at(30).iou(target) > 0.5 ? target : other;
            Animal rival = followed == target ? other : target;
            assertThat(play.between(100, 115))
                    .as(play.story())
                    .allMatch(
                            s ->
                                    s.trackId() == id
                                            && s.valid()
                                            && s.iou(followed) > 0.5
                                            && s.iou(rival) < s.iou(followed));
        }
    }

    @Test
    void theCatBehindIsNotTakenForTheOneInFront() {
        Animal target = new Animal(1, GINGER, id -> new Place(20 + 4 * id, 240, 150));
        Animal other = new Animal(2, GREY, id -> new Place(500 - 4 * id, 265, 130));
        try (Play play =
                new Play(USUAL, target, other)
                        .detector(
                                3,
                                3,
                                (a, id) ->
                                        a == other || overlap(target.at(id), other.at(id)) < 0.3)) {
            play.run(115);
            System.out.println("behind: " + play.story());
            assertThat(play.at(30).iou(target)).isGreaterThan(0.5);
            long id = play.at(30).trackId();
            assertThat(play.between(100, 115))
                    .as(play.story())
                    .allMatch(s -> s.trackId() == id && s.valid() && s.iou(target) > 0.5);
            // While they overlap much a box fits both; apart from that it never fits the other
            // better.
            assertThat(play.between(20, 115))
                    .as(play.story())
                    .noneMatch(
                            s ->
                                    s.valid()
                                            && overlap(
                                                            target.at(s.frameId()),
                                                            other.at(s.frameId()))
                                                    < 0.05
                                            && s.iou(other) > s.iou(target));
        }
    }

    private static double overlap(Place a, Place b) {
        double w = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
        double h = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
        return w <= 0 || h <= 0 ? 0 : w * h / (a.width() * a.height());
    }

    @Test
    void afterACutTheSameCatIsTheSameTrackAtItsNewPlace() {
        Animal cat =
                new Animal(
                        1,
                        GINGER,
                        id -> id <= 60 ? new Place(60 + id, 300, 120) : new Place(420, 100, 150));
        try (Play play =
                new Play(USUAL, cat)
                        .under(
                                (frame, id) -> {
                                    if (id > 60) {
                                        Mat other = Animal.background(99, 640, 480);
                                        other.copyTo(frame);
                                        other.release();
                                    }
                                })
                        .detector(3, 3, (a, id) -> true)) {
            play.run(100);
            System.out.println("cut: " + play.story());
            assertThat(play.between(61, 63)).as(play.story()).anyMatch(s -> !s.valid());
            assertThat(play.between(85, 100))
                    .as(play.story())
                    .allMatch(s -> s.valid() && s.trackId() == 1 && s.iou(cat) > 0.5);
            assertThat(play.said).noneMatch(s -> s.reason() == TrackReason.REPLACED_BY_DETECTIONS);
        }
    }
}
