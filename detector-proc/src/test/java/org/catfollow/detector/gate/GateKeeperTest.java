package org.catfollow.detector.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateKeeperTest {
    private static final long COOL_DOWN = 100;

    private final GateKeeper keeper = new GateKeeper(COOL_DOWN);

    @Test
    void asksFromTheFirstFrameOn() {
        assertThat(keeper.isOpenUnasked(false, Long.MIN_VALUE)).isFalse();
        assertThat(keeper.asks(false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "NOTHING,   NOTHING,   false",
        "SOMETHING, NOTHING,   true",
        "NOTHING,   SOMETHING, true",
        "UNKNOWN,   NOTHING,   true",
        "NOTHING,   UNKNOWN,   true"
    })
    void isShutOnlyWhereNoGateSeesOrDoubts(Verdict motion, Verdict anomaly, boolean open) {
        keeper.answer(motion, anomaly, 0);
        assertThat(keeper.isOpen()).isEqualTo(open);
    }

    @Test
    void staysOpenForTheCoolDownAfterAGateSawSomething() {
        keeper.answer(Verdict.SOMETHING, Verdict.NOTHING, 1_000);
        assertThat(keeper.isOpenUnasked(false, 1_099)).isTrue();
        assertThat(keeper.isOpenUnasked(false, 1_100)).isFalse();
    }

    @Test
    void aDoubtIsForOneFrame() {
        keeper.answer(Verdict.UNKNOWN, Verdict.NOTHING, 1_000);
        assertThat(keeper.isOpenUnasked(false, 1_001)).isFalse();
    }

    @Test
    void aTargetKeepsItOpenAndForTheCoolDownAfter() {
        keeper.answer(Verdict.NOTHING, Verdict.NOTHING, 0);
        assertThat(keeper.isOpenUnasked(true, 500)).isTrue();
        assertThat(keeper.isOpenUnasked(false, 599)).isTrue();
        assertThat(keeper.isOpenUnasked(false, 600)).isFalse();
    }

    @Test
    void doesNotShutOnAResultWithBoxes() {
        keeper.found(2, 1_000);
        assertThat(keeper.isOpenUnasked(false, 1_000_000)).isTrue();
        keeper.found(0, 1_000_001);
        assertThat(keeper.isOpenUnasked(false, 1_000_002)).isFalse();
    }

    @Test
    void anEmptyResultDoesNotEndTheCoolDown() {
        keeper.found(1, 1_000);
        keeper.found(0, 1_010);
        assertThat(keeper.isOpenUnasked(false, 1_099)).isTrue();
    }

    @Test
    void asksEverySecondTimeWhileOverloaded() {
        assertThat(keeper.asks(true)).isTrue();
        assertThat(keeper.asks(true)).isFalse();
        assertThat(keeper.asks(true)).isTrue();
        assertThat(keeper.asks(false)).isTrue();
        assertThat(keeper.asks(false)).isTrue();
    }

    @Test
    void theClockMayPassItsLargestNumber() {
        keeper.found(1, Long.MAX_VALUE - 10);
        keeper.found(0, Long.MAX_VALUE - 9);
        assertThat(keeper.isOpenUnasked(false, Long.MIN_VALUE + 50)).isTrue();
        assertThat(keeper.isOpenUnasked(false, Long.MIN_VALUE + 100)).isFalse();
    }
}
