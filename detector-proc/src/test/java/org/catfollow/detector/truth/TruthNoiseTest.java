package org.catfollow.detector.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.TruthKind;
import org.junit.jupiter.api.Test;

/** What the twin makes of the truth. */
class TruthNoiseTest {
    private static final List<String> CAT = List.of("cat");

    private final GroundTruth truth = new GroundTruth();
    private final Detections found = new Detections();

    private static TruthSettings settings(double misses, double noise) {
        return new TruthSettings(Duration.ZERO, misses, noise, 7);
    }

    private GroundTruth.Thing add(TruthKind kind, int id) {
        truth.frameWidth = 640;
        truth.frameHeight = 480;
        GroundTruth.Thing thing = truth.add();
        thing.kind = kind;
        thing.id = id;
        thing.x = 200;
        thing.y = 100;
        thing.width = 120;
        thing.height = 80;
        thing.visibleFraction = 1;
        return thing;
    }

    @Test
    void withoutNoiseAndMissesItIsTheTruth() {
        add(TruthKind.CAT, 0);
        new TruthNoise(settings(0, 0), CAT, 0.5f).look(truth, found);
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.label(0)).isEqualTo("cat");
        assertThat(found.x(0)).isCloseTo(200, within(1e-3f));
        assertThat(found.y(0)).isCloseTo(100, within(1e-3f));
        assertThat(found.width(0)).isCloseTo(120, within(1e-3f));
        assertThat(found.height(0)).isCloseTo(80, within(1e-3f));
    }

    @Test
    void decoysAreReportedOnlyWhereTheyAreAskedFor() {
        add(TruthKind.DOG, 0);
        add(TruthKind.CAT, 1);
        new TruthNoise(settings(0, 0), CAT, 0.5f).look(truth, found);
        assertThat(found.count()).isEqualTo(1);
        new TruthNoise(settings(0, 0), List.of("all"), 0.5f).look(truth, found);
        assertThat(found.count()).isEqualTo(2);
        assertThat(found.label(0)).isEqualTo("dog");
    }

    @Test
    void whatIsHiddenOrTinyIsNotFound() {
        add(TruthKind.CAT, 0).visibleFraction = 0.1f;
        add(TruthKind.CAT, 1).width = 5;
        new TruthNoise(settings(0, 0), CAT, 0).look(truth, found);
        assertThat(found.count()).isZero();
    }

    @Test
    void missesItsShareAndTheSameOnesEachTime() {
        add(TruthKind.CAT, 0);
        TruthNoise noise = new TruthNoise(settings(0.1, 0.02), CAT, 0.5f);
        TruthNoise again = new TruthNoise(settings(0.1, 0.02), CAT, 0.5f);
        Detections other = new Detections();
        int missed = 0;
        for (int frame = 1; frame <= 10_000; frame++) {
            truth.frameId = frame;
            noise.look(truth, found);
            again.look(truth, other);
            missed += found.count() == 0 ? 1 : 0;
            assertThat(other.count()).isEqualTo(found.count());
            if (found.count() > 0) {
                assertThat(other.x(0)).isEqualTo(found.x(0));
            }
        }
        // Five standard deviations of a binomial of 10,000 and 0.1.
        assertThat(missed).isBetween(850, 1150);
    }

    @Test
    void noiseHasTheSizeThatWasAskedForAndNoBias() {
        add(TruthKind.CAT, 0);
        TruthNoise noise = new TruthNoise(settings(0, 0.05), CAT, 0.5f);
        double sum = 0;
        double squares = 0;
        int count = 10_000;
        for (int frame = 1; frame <= count; frame++) {
            truth.frameId = frame;
            noise.look(truth, found);
            double off = (found.x(0) + found.width(0) / 2 - 260) / 120;
            sum += off;
            squares += off * off;
        }
        assertThat(sum / count).isCloseTo(0, within(0.0025));
        assertThat(Math.sqrt(squares / count)).isCloseTo(0.05, within(0.0025));
    }

    @Test
    void boxesStayInThePicture() {
        GroundTruth.Thing thing = add(TruthKind.CAT, 0);
        thing.x = 560;
        thing.width = 80;
        TruthNoise noise = new TruthNoise(settings(0, 0.4), CAT, 0.5f);
        for (int frame = 1; frame <= 1_000; frame++) {
            truth.frameId = frame;
            noise.look(truth, found);
            for (int i = 0; i < found.count(); i++) {
                assertThat(found.x(i)).isNotNegative();
                assertThat(found.x(i) + found.width(i)).isLessThanOrEqualTo(640.001f);
                assertThat(found.height(i)).isPositive();
            }
        }
    }
}
