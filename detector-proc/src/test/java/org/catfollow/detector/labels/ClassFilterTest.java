package org.catfollow.detector.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Arrays;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;

class ClassFilterTest {
    private static final Labels LABELS =
            new Labels(
                    "l.txt", Arrays.asList("person", null, "Cat", "car", "cow", "traffic light"));

    @Test
    void letsThroughOnlyWhatWasChosen() {
        ClassFilter filter = ClassFilter.of(LABELS, List.of("cat", "traffic light"));
        assertThat(filter.labelOrNull(2)).asString().isEqualTo("Cat");
        assertThat(filter.labelOrNull(5)).asString().isEqualTo("traffic light");
        assertThat(filter.labelOrNull(0)).isNull();
        assertThat(filter.labelOrNull(1)).isNull();
    }

    @Test
    void hasNoLabelForAnIndexOutside() {
        ClassFilter filter = ClassFilter.of(LABELS, List.of("all"));
        assertThat(filter.labelOrNull(-1)).isNull();
        assertThat(filter.labelOrNull(6)).isNull();
        assertThat(filter.labelOrNull(4)).isNotNull();
        assertThat(filter.labelOrNull(1)).as("unused index").isNull();
    }

    @Test
    void namesTheNearestClassesForAnUnknownOne() {
        assertThatThrownBy(() -> ClassFilter.of(LABELS, List.of("cta")))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(
                        failure -> {
                            assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
                            assertThat(failure)
                                    .hasMessageContaining("l.txt has no class 'cta'")
                                    .hasMessageContaining("nearest: Cat, ");
                        });
    }

    @Test
    void measuresDistanceInSingleEdits() {
        // The textbook pair of Wagner and Fischer's algorithm.
        assertThat(EditDistance.between("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.between("", "cat")).isEqualTo(3);
        assertThat(EditDistance.between("CAT", "cat")).isZero();
    }
}
