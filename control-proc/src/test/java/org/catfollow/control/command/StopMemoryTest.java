package org.catfollow.control.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopMemoryTest {
    private final StopMemory latch = new StopMemory(0);

    @Test
    void holdsFromTheFirstPressOn() {
        assertThat(latch.stopped()).isFalse();
        latch.observe(1);
        assertThat(latch.stopped()).isTrue();
    }

    @Test
    void aResumeThroughTheLastPressReleases() {
        latch.observe(3);
        assertThat(latch.resume(3)).isTrue();
        assertThat(latch.stopped()).isFalse();
        assertThat(latch.resumedThrough()).isEqualTo(3);
    }

    @Test
    void aStopPressedAfterTheUserDecidedStillHolds() {
        latch.observe(4);
        assertThat(latch.resume(3)).isFalse();
        assertThat(latch.stopped()).isTrue();
        assertThat(latch.resume(4)).isTrue();
    }

    @Test
    void aResumeForPressesStillToComeIsRefused() {
        latch.observe(1);
        assertThat(latch.resume(1000)).isFalse();
        latch.observe(2);
        assertThat(latch.stopped()).isTrue();
    }

    @Test
    void anOldResumeUndoesNoNewerOne() {
        latch.observe(5);
        latch.resume(5);
        latch.resume(2);
        assertThat(latch.stopped()).isFalse();
    }

    @Test
    void aRestartNeitherUndoesAStopNorMakesOne() {
        StopMemory restarted = new StopMemory(3);
        restarted.observe(3);
        assertThat(restarted.stopped()).isFalse();
        restarted.observe(4);
        assertThat(restarted.stopped()).isTrue();
    }

    @Test
    void inAnotherRegionNothingWasResumed() {
        StopMemory restarted = new StopMemory(7);
        restarted.observe(1);
        assertThat(restarted.stopped()).isTrue();
    }

    @Test
    void aCountThatCannotBeHolds() {
        latch.observe(-1);
        assertThat(latch.stopped()).isTrue();
        assertThat(latch.resume(-1)).isFalse();
    }
}
