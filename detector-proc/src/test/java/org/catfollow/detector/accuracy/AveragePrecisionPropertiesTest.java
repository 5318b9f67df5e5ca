package org.catfollow.detector.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.catfollow.shm.slots.Detections;

/** What holds whatever is in the pictures and whatever is found in them. */
class AveragePrecisionPropertiesTest {
    private static final byte[] CAT = Detections.labelBytes("cat");

    /** Some pictures, with things, crowds, boxes near them and boxes anywhere; no score twice. */
    private static final class Scene {
        final List<List<TrueBox>> truths = new ArrayList<>();
        final List<Detections> founds = new ArrayList<>();
        int things;

        Scene(long seed, float scale) {
            Random random = new Random(seed);
            float score = 1;
            for (int picture = random.nextInt(6); picture >= 0; picture--) {
                List<TrueBox> truth = new ArrayList<>();
                Detections found = new Detections();
                for (int i = random.nextInt(5); i > 0; i--) {
                    boolean crowd = random.nextInt(5) == 0;
                    int x = random.nextInt(200);
                    int y = random.nextInt(200);
                    int width = 10 + random.nextInt(100);
                    int height = 10 + random.nextInt(100);
                    truth.add(
                            new TrueBox(
                                    x * scale, y * scale, width * scale, height * scale, crowd));
                    things += crowd ? 0 : 1;
                    for (int near = random.nextInt(3); near > 0; near--) {
                        score *= 0.9f;
                        found.add(
                                CAT,
                                0,
                                score,
                                (x + random.nextInt(11) - 5) * scale,
                                (y + random.nextInt(11) - 5) * scale,
                                width * scale,
                                height * scale);
                    }
                }
                score *= 0.9f;
                found.add(CAT, 0, score, random.nextInt(200) * scale, 0, 30 * scale, 30 * scale);
                truths.add(truth);
                founds.add(found);
            }
        }

        Accuracy accuracy() {
            AveragePrecision precision = new AveragePrecision(0.5f);
            for (int i = 0; i < truths.size(); i++) {
                precision.add(truths.get(i), founds.get(i));
            }
            return precision.result();
        }
    }

    @Property
    void allFiguresAreSharesOrNone(@ForAll long seed) {
        Scene scene = new Scene(seed, 1);
        Accuracy accuracy = scene.accuracy();
        if (scene.things == 0) {
            assertThat(accuracy.ap()).isNaN();
        } else {
            assertThat(accuracy.ap()).isBetween(0.0, 1.0);
            assertThat(accuracy.ap50()).isBetween(0.0, 1.0);
            assertThat(accuracy.ap75()).isBetween(0.0, 1.0);
            assertThat(accuracy.recall()).isBetween(0.0, 1.0);
        }
        assertThat(accuracy.falseAlarms()).isBetween(0, accuracy.picturesWithout());
    }

    @Property
    void theSizeOfThePicturesDoesNotMatter(@ForAll long seed) {
        assertThat(new Scene(seed, 4).accuracy()).isEqualTo(new Scene(seed, 1).accuracy());
    }

    @Property
    void theOrderOfThePicturesDoesNotMatterWhereNoScoreIsThereTwice(@ForAll long seed) {
        Scene scene = new Scene(seed, 1);
        Accuracy before = scene.accuracy();
        Collections.reverse(scene.truths);
        Collections.reverse(scene.founds);
        assertThat(scene.accuracy()).isEqualTo(before);
    }

    @Property
    void aMistakeBelowAllOtherScoresChangesNoPrecision(@ForAll long seed) {
        Scene scene = new Scene(seed, 1);
        Accuracy before = scene.accuracy();
        Detections mistake = new Detections();
        mistake.add(CAT, 0, 0f, 0, 0, 1, 1);
        scene.truths.add(List.of());
        scene.founds.add(mistake);
        // Boxed: where there is nothing to find, both are NaN.
        assertThat(scene.accuracy().ap()).isEqualTo(Double.valueOf(before.ap()));
        assertThat(scene.accuracy().ap50()).isEqualTo(Double.valueOf(before.ap50()));
    }

    @Property
    void theTruthItselfGivesOne(@ForAll long seed) {
        Scene scene = new Scene(seed, 1);
        for (int i = 0; i < scene.founds.size(); i++) {
            Detections exact = new Detections();
            for (TrueBox box : scene.truths.get(i)) {
                exact.add(
                        CAT,
                        0,
                        0.9f,
                        (float) box.x(),
                        (float) box.y(),
                        (float) box.width(),
                        (float) box.height());
            }
            scene.founds.set(i, exact);
        }
        if (scene.things > 0) {
            assertThat(scene.accuracy().ap()).isCloseTo(1, within(1e-12));
            assertThat(scene.accuracy().recall()).isEqualTo(1);
        }
    }

    /** By the words of the definition: at each recall the best precision that is had from there on. */
    @Property
    void isTheMeanOfTheBestPrecisionFromEachRecallOn(
            @ForAll @Size(max = 40) List<Boolean> right, @ForAll @IntRange(max = 20) int missed) {
        int things = Collections.frequency(right, true) + missed;
        boolean[] ranked = new boolean[right.size()];
        for (int i = 0; i < ranked.length; i++) {
            ranked[i] = right.get(i);
        }
        double actual = AveragePrecision.averagePrecision(ranked, things);
        if (things == 0) {
            assertThat(actual).isNaN();
            return;
        }
        double sum = 0;
        for (int percent = 0; percent <= 100; percent++) {
            double best = 0;
            for (int length = 1; length <= ranked.length; length++) {
                int hits = Collections.frequency(right.subList(0, length), true);
                // The step of the product is 0.01 as a double, which is not 1/100.
                boolean reached =
                        percent == 100 ? hits == things : (double) hits / things >= percent * 0.01;
                best = reached ? Math.max(best, (double) hits / length) : best;
            }
            sum += best;
        }
        assertThat(actual).isCloseTo(sum / 101, within(1e-12));
    }
}
