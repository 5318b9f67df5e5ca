package org.catfollow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
    private static void inOrder(String... names) {
        List<String> expected = List.of(names);
        List<String> shuffled = new ArrayList<>(expected);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(shuffled.stream().sorted(NaturalOrder.INSTANCE).toList())
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void countsLikePeople() {
        inOrder("frame1.jpg", "frame2.jpg", "frame10.jpg", "frame100.jpg");
    }

    @Test
    void numbersOfAnyLengthCompareAsNumbers() {
        inOrder("99999999999999999999998", "99999999999999999999999", "100000000000000000000000");
    }

    @Test
    void zerosInFrontDoNotMatterButTheOrderStaysTotal() {
        inOrder("a01", "a1", "a002", "a3");
    }

    @Test
    void severalNumbersInOneName() {
        inOrder("cam2_shot1", "cam2_shot12", "cam10_shot3");
    }

    @Test
    void upperAndLowerCaseStandTogether() {
        inOrder("B1.JPG", "b2.jpg", "B3.JPG");
    }

    @Test
    void aNameStandsBeforeItsLongerSisters() {
        inOrder("cat", "cat1", "cats");
    }
}
