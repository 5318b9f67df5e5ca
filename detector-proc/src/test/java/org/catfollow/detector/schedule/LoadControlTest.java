package org.catfollow.detector.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadControlTest {
    private static final long MILLI = 1_000_000;
    private static final long INTERVAL = 33_333_333;

    private static LoadControl control(int most, int budgetMillis, double share) {
        return new LoadControl(new ScheduleSettings(1, most, budgetMillis, share, 1_000));
    }

    private static void frames(LoadControl control, int count, long workMillis) {
        for (int i = 1; i <= count; i++) {
            control.taken(i, i * INTERVAL);
            control.worked(workMillis * MILLI);
        }
    }

    @Test
    void aQuickModelLooksAtEachFrame() {
        LoadControl control = control(10, 25, 0.75);
        frames(control, 10, 20);
        assertThat(control.every()).isEqualTo(1);
        assertThat(control.isOverloaded()).isFalse();
    }

    @Test
    void theBudgetIsAFramesShareOfALook() {
        LoadControl control = control(10, 25, 1);
        frames(control, 10, 60);
        assertThat(control.every()).as("60 ms at 25 ms a frame").isEqualTo(3);
    }

    @Test
    void theShareBindsWhereFramesComeQuickly() {
        LoadControl control = control(10, 25, 0.5);
        frames(control, 10, 60);
        assertThat(control.every()).as("60 ms at half of 33.3 ms a frame").isEqualTo(4);
    }

    @Test
    void aSlowFirstLookIsForgotten() {
        LoadControl control = control(10, 25, 0.75);
        control.worked(200 * MILLI);
        assertThat(control.every()).isEqualTo(8);
        frames(control, 30, 20);
        assertThat(control.every()).isEqualTo(1);
    }

    @Test
    void isOverloadedWhereTheLargestKIsNotEnough() {
        LoadControl control = control(10, 25, 0.75);
        frames(control, 10, 370);
        assertThat(control.every()).isEqualTo(10);
        assertThat(control.isOverloaded()).isFalse();
        frames(control, 30, 380);
        assertThat(control.isOverloaded()).isTrue();
    }

    @Test
    void aPauseOrANewCountOfTheSourceIsNoFrameRate() {
        LoadControl control = control(10, 1_000, 0.5);
        control.taken(100, INTERVAL);
        control.taken(101, 2 * INTERVAL);
        control.taken(102, 60_000 * MILLI);
        control.taken(1, 60_001 * MILLI);
        control.taken(2, 60_000 * MILLI);
        control.worked(60 * MILLI);
        assertThat(control.every()).isEqualTo(4);
    }
}
