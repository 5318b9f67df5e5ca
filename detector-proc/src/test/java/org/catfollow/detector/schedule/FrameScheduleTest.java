package org.catfollow.detector.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrameScheduleTest {
    @Test
    void takesEachFrameOnce() {
        FrameSchedule schedule = new FrameSchedule(1);
        assertThat(schedule.next(FrameSchedule.NONE)).isEqualTo(FrameSchedule.NONE);
        assertThat(schedule.next(1)).isEqualTo(1);
        assertThat(schedule.next(1)).isEqualTo(FrameSchedule.NONE);
        assertThat(schedule.next(2)).isEqualTo(2);
        assertThat(schedule.skippedByChoice()).isZero();
        assertThat(schedule.skippedByLoad()).isZero();
    }

    @Test
    void takesEveryThirdFrame() {
        FrameSchedule schedule = new FrameSchedule(3);
        int taken = 0;
        for (long id = 1; id <= 10; id++) {
            taken += schedule.next(id) == id ? 1 : 0;
        }
        assertThat(taken).as("frames 1, 4, 7, 10").isEqualTo(4);
        assertThat(schedule.lastTaken()).isEqualTo(10);
        assertThat(schedule.skippedByChoice()).isEqualTo(6);
        assertThat(schedule.skippedByLoad()).isZero();
    }

    @Test
    void aNewKHoldsFromTheNextFrameOn() {
        FrameSchedule schedule = new FrameSchedule(1);
        schedule.next(1);
        schedule.every(3);
        assertThat(schedule.next(2)).isEqualTo(FrameSchedule.NONE);
        assertThat(schedule.next(4)).isEqualTo(4);
        schedule.every(1);
        assertThat(schedule.next(5)).isEqualTo(5);
        assertThat(schedule.skippedByChoice()).as("2 and 3").isEqualTo(2);
    }

    @Test
    void takesTheLatestAndCountsWhatItPassedOver() {
        FrameSchedule schedule = new FrameSchedule(2);
        assertThat(schedule.next(5)).isEqualTo(5);
        assertThat(schedule.next(12)).isEqualTo(12);
        assertThat(schedule.skippedByChoice()).as("6").isEqualTo(1);
        assertThat(schedule.skippedByLoad()).as("7 to 11").isEqualTo(5);
    }

    @Test
    void startsAnywhereWithoutCountingTheFramesBeforeIt() {
        FrameSchedule schedule = new FrameSchedule(4);
        assertThat(schedule.next(1_000_000)).isEqualTo(1_000_000);
        assertThat(schedule.skippedByChoice() + schedule.skippedByLoad()).isZero();
    }

    @Test
    void takesTheFirstFrameOfASourceThatCountsFromTheStartAgain() {
        FrameSchedule schedule = new FrameSchedule(10);
        schedule.next(500);
        assertThat(schedule.next(3)).isEqualTo(3);
        assertThat(schedule.next(12)).isEqualTo(FrameSchedule.NONE);
        assertThat(schedule.next(13)).isEqualTo(13);
    }

    @Test
    void refusesLessThanEveryFrame() {
        assertThatThrownBy(() -> new FrameSchedule(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
