package org.catfollow.detector.looks;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.detector.preprocess.Crop;
import org.catfollow.detector.preprocess.Crops;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;

class BoxMergeTest {
    private static final byte[] CAT = Detections.labelBytes("cat");

    private final Detections first = new Detections();
    private final Detections nearer = new Detections();

    private Crop crop = Crops.whole(2_000, 500);
    private final Crop region = Crops.whole(2_000, 500);

    private int merge() {
        return new BoxMerge().add(first, nearer, crop, region);
    }

    @Test
    void putsBothInOrderOfTheirScores() {
        first.add(CAT, 16, 0.9f, 0, 0, 10, 10);
        first.add(CAT, 16, 0.5f, 20, 0, 10, 10);
        nearer.add(CAT, 16, 0.7f, 40, 0, 10, 10);
        nearer.add(CAT, 16, 0.4f, 60, 0, 10, 10);
        assertThat(merge()).isEqualTo(2);
        assertThat(first.count()).isEqualTo(4);
        float[] expected = {0, 40, 20, 60};
        for (int i = 0; i < 4; i++) {
            assertThat(first.x(i)).isEqualTo(expected[i]);
        }
        assertThat(first.label(1)).isEqualTo("cat");
        assertThat(first.classIndex(1)).isEqualTo(16);
        assertThat(first.height(1)).isEqualTo(10);
    }

    @Test
    void aPartOfWhatTheFirstLookSawWholeIsNotASecondThing() {
        first.add(CAT, 16, 0.5f, 0, 0, 100, 100);
        nearer.add(CAT, 16, 0.9f, 80, 10, 40, 80);
        assertThat(merge()).as("half of it is inside").isZero();
        assertThat(first.count()).isEqualTo(1);
        assertThat(first.width(0)).isEqualTo(100);
    }

    @Test
    void aThingOfAnotherTargetOrBesideItIsAnother() {
        first.add(CAT, 16, 0.5f, 0, 0, 100, 100);
        nearer.add(CAT, 17, 0.9f, 10, 10, 20, 20);
        nearer.add(CAT, 16, 0.8f, 90, 10, 40, 80);
        assertThat(merge()).isEqualTo(2);
        assertThat(first.count()).isEqualTo(3);
    }

    @Test
    void theBestSixteenStay() {
        for (int i = 0; i < Detections.CAPACITY; i++) {
            first.add(CAT, 16, 0.9f - 0.02f * i, 100f * i, 0, 10, 10);
        }
        nearer.add(CAT, 16, 0.75f, 50, 0, 10, 10);
        nearer.add(CAT, 16, 0.1f, 70, 0, 10, 10);
        assertThat(merge()).isEqualTo(1);
        assertThat(first.count()).isEqualTo(Detections.CAPACITY);
        assertThat(first.score(15)).isEqualTo(0.9f - 0.02f * 14);
        assertThat(first.x(8)).isEqualTo(50);
    }

    @Test
    void whatIsCutByAnEdgeBehindWhichThePictureGoesOnIsLeftOut() {
        crop = Crops.of(100, 0, 200, 200);
        nearer.add(CAT, 16, 0.9f, 100.2f, 50, 40, 40);
        nearer.add(CAT, 16, 0.8f, 250, 50, 49.7f, 40);
        nearer.add(CAT, 16, 0.7f, 150, 150, 40, 50);
        nearer.add(CAT, 16, 0.6f, 150, 0, 40, 50);
        assertThat(merge()).as("the one at the picture's own edge").isEqualTo(1);
        assertThat(first.score(0)).isEqualTo(0.6f);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(merge()).isZero();
        assertThat(first.count()).isZero();
    }
}
