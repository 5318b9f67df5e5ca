package org.catfollow.detector.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnomalyJudgeTest {
    private final AnomalyJudge judge = new AnomalyJudge(0.1);

    @Test
    void wantsTheErrorOfEveryThirdFrame() {
        for (int i = 0; i < 4; i++) {
            assertThat(judge.wantsError()).isTrue();
            assertThat(judge.wantsError()).isFalse();
            assertThat(judge.wantsError()).isFalse();
        }
    }

    @Test
    void knowsNothingBeforeTheFirstError() {
        assertThat(judge.judge(1)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void oneBadFrameIsSmoothedAway() {
        judge.error(0.02);
        judge.error(0.15);
        assertThat(judge.judge(0)).isEqualTo(Verdict.NOTHING);
        judge.error(0.15);
        assertThat(judge.judge(0)).isEqualTo(Verdict.SOMETHING);
    }

    @Test
    void motionHalvesTheThreshold() {
        judge.error(0.06);
        assertThat(judge.judge(0)).isEqualTo(Verdict.NOTHING);
        assertThat(judge.judge(0.5)).isEqualTo(Verdict.NOTHING);
        assertThat(judge.judge(1)).isEqualTo(Verdict.SOMETHING);
    }

    @Test
    void anErrorThatIsNoNumberIsUnknownUntilTheNext() {
        judge.error(0.02);
        judge.error(Double.NaN);
        assertThat(judge.judge(0)).isEqualTo(Verdict.UNKNOWN);
        judge.error(Double.POSITIVE_INFINITY);
        assertThat(judge.judge(0)).isEqualTo(Verdict.UNKNOWN);
        judge.error(0.02);
        assertThat(judge.judge(0)).isEqualTo(Verdict.NOTHING);
    }
}
