package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.TruthKind;
import org.junit.jupiter.api.Test;

class TrackMatchTest {
    private final GroundTruth truth = Scenes.truth(1);

    private GroundTruth.Thing put(TruthKind kind, float x, float y, float w, float h) {
        return Scenes.put(truth, kind, truth.count(), x, y, w, h);
    }

    private GroundTruth.Thing under(float x, float y, float w, float h) {
        return TrackMatch.of(Scenes.track(1, x, y, w, h), truth);
    }

    @Test
    void aBoxIsOnTheThingThatItsCentreLiesIn() {
        put(TruthKind.CAT, 100, 100, 60, 40);
        GroundTruth.Thing dog = put(TruthKind.DOG, 300, 100, 200, 200);

        assertThat(under(390, 190, 20, 20)).as("a small part of the dog").isSameAs(dog);
    }

    @Test
    void aBoxOfTheWholeIsOnAThingOfWhichAPartIsSeen() {
        GroundTruth.Thing head = put(TruthKind.CAT, 100, 100, 100, 40);

        assertThat(under(100, 100, 100, 100)).as("centre below the head").isSameAs(head);
        assertThat(under(100, 100, 100, 180)).as("too much beside it").isNull();
    }

    @Test
    void aBoxBesideEverythingIsOnNothing() {
        put(TruthKind.CAT, 100, 100, 60, 40);
        put(TruthKind.BALL, 400, 300, 30, 30);

        assertThat(under(155, 135, 60, 40)).isNull();
        assertThat(under(250, 10, 60, 40)).isNull();
    }

    @Test
    void aCatInFrontOfADecoyWinsThoughTheDecoyFitsBetter() {
        put(TruthKind.CUSHION, 100, 100, 100, 80);
        GroundTruth.Thing cat = put(TruthKind.CAT, 140, 130, 40, 30);

        assertThat(under(100, 100, 100, 80)).isSameAs(cat);
    }

    @Test
    void ofTwoDecoysTheOneWithMoreOverlapCounts() {
        put(TruthKind.DOG, 0, 0, 400, 300);
        GroundTruth.Thing ball = put(TruthKind.BALL, 180, 130, 40, 40);
        put(TruthKind.CUSHION, 0, 0, 300, 300);

        assertThat(under(182, 132, 40, 40)).isSameAs(ball);
    }

    @Test
    void ofABoxOnlyThePartInThePictureCounts() {
        GroundTruth.Thing cat = put(TruthKind.CAT, 580, 100, 20, 40);

        assertThat(under(580, 100, 80, 40)).as("its own centre is outside").isSameAs(cat);
        assertThat(under(600, 100, 80, 40)).isNull();
        assertThat(under(590, 100, 0, 0)).isNull();
    }

    @Test
    void aThingThatIsNotSeenIsNotFollowed() {
        put(TruthKind.DOG, 0, 0, 0, 0);
        put(TruthKind.CAT, 0, 0, 0, 0);

        assertThat(under(0, 0, 10, 10)).isNull();
        assertThat(under(-5, -5, 10, 10)).isNull();
    }
}
