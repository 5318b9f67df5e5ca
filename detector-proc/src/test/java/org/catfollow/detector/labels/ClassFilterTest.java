package org.catfollow.detector.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;

class ClassFilterTest {
    private static final Labels LABELS =
            new Labels(
                    "l.txt", Arrays.asList("person", null, "Cat", "car", "cow", "traffic light"));

    private static ClassFilter filter(String... classes) {
        return ClassFilter.of(LABELS, List.of(classes), 0.5f, Map.of());
    }

    @Test
    void letsThroughOnlyWhatWasChosen() {
        ClassFilter filter = filter("cat", "traffic light");
        assertThat(filter.labelOrNull(2)).asString().isEqualTo("Cat");
        assertThat(filter.labelOrNull(5)).asString().isEqualTo("traffic light");
        assertThat(filter.labelOrNull(0)).isNull();
        assertThat(filter.labelOrNull(1)).isNull();
    }

    @Test
    void hasNoLabelForAnIndexOutside() {
        ClassFilter filter = filter("all");
        assertThat(filter.labelOrNull(-1)).isNull();
        assertThat(filter.labelOrNull(6)).isNull();
        assertThat(filter.labelOrNull(4)).isNotNull();
        assertThat(filter.labelOrNull(1)).as("unused index").isNull();
    }

    @Test
    void givesAGroupTheLabelAndIndexOfItsFirstClass() {
        ClassFilter filter = filter("cow + car+cat", "person");
        for (int index : new int[] {2, 3, 4}) {
            assertThat(filter.labelOrNull(index)).asString().isEqualTo("cow");
            assertThat(filter.target(index)).isEqualTo(4);
        }
        assertThat(filter.labelOrNull(0)).asString().isEqualTo("person");
        assertThat(filter.target(0)).isZero();
        assertThat(filter("all").target(3)).as("no group").isEqualTo(3);
    }

    @Test
    void hasALeastScoreForEachClass() {
        ClassFilter filter =
                ClassFilter.of(LABELS, List.of("cat+cow", "car"), 0.5f, Map.of("Cow", 0.7f));
        assertThat(filter.leastScore(2)).isEqualTo(0.5f);
        assertThat(filter.leastScore(3)).isEqualTo(0.5f);
        assertThat(filter.leastScore(4)).isEqualTo(0.7f);
        assertThat(filter.leastScore(0)).as("not wanted").isInfinite();
        assertThat(filter.leastScore(99)).isInfinite();
        assertThat(filter.leastOfAll()).isEqualTo(0.5f);
    }

    @Test
    void refusesAScoreForAClassThatIsUnknownOrNotWanted() {
        assertThatThrownBy(() -> ClassFilter.of(LABELS, List.of("cat"), 0.5f, Map.of("cta", 0.5f)))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("--class-score: l.txt has no class 'cta'; nearest: Cat, ");
        assertThatThrownBy(() -> ClassFilter.of(LABELS, List.of("cat"), 0.5f, Map.of("car", 0.5f)))
                .isInstanceOf(StageFailure.class)
                .hasMessage("--class-score: 'car' is not among --classes cat");
    }

    @Test
    void namesTheNearestClassesForAnUnknownOne() {
        assertThatThrownBy(() -> filter("cta"))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(
                        failure -> {
                            assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
                            assertThat(failure)
                                    .hasMessageContaining("l.txt has no class 'cta'")
                                    .hasMessageContaining("nearest: Cat, ");
                        });
    }
}
