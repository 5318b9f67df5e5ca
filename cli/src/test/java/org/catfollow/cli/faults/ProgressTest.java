package org.catfollow.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void saysWhichTrialOfWhichFaultIsOnAndForHowLongItHasGone() {
        assertThat(new Progress(38, 20).text(3, Fault.CLIFF, 7, 125_900_000_000L))
                .isEqualTo("fault 3 of 38, floor: cliff on the left: trial 7 of 20; 2:05 so far");
    }
}
