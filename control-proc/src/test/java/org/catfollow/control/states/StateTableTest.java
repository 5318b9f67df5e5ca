package org.catfollow.control.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.PursuitSettings;
import org.catfollow.control.settings.StateSettings;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateTableTest {
    @Test
    void everyStateIsReachableFromTheFirst() {
        Set<ControlState> reached = EnumSet.of(ControlState.IDLE);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Transition row : TransitionTable.ROWS) {
                if (reached.contains(row.from())) {
                    grew |= reached.add(row.to());
                }
            }
        }
        assertThat(reached).containsExactlyInAnyOrder(ControlState.values());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOPPED")
    void everyStateReactsToStopBeforeAllElse(ControlState state) {
        PeriodInputs inputs = new PeriodInputs();
        inputs.stopLatched = true;
        Situation situation =
                new Situation(StateSettings.DEFAULT, PursuitSettings.DEFAULT, HoldSettings.DEFAULT);
        situation.observe(inputs, 0);
        Transition first = TransitionTable.from(state)[0];
        assertThat(first.when().holds(situation)).isTrue();
        assertThat(first.reason()).isEqualTo(ControlReason.STOP_PRESSED);
        assertThat(first.to()).isEqualTo(ControlState.STOPPED);
    }

    @ParameterizedTest
    @EnumSource(names = {"STOPPED", "FAULT"})
    void onlyAResumeEndsAStopOrAFaultAndBringsBackIdle(ControlState state) {
        assertThat(TransitionTable.from(state))
                .filteredOn(row -> row.to() == ControlState.IDLE)
                .singleElement()
                .extracting(Transition::reason)
                .isEqualTo(ControlReason.RESUMED);
        assertThat(TransitionTable.from(state))
                .extracting(Transition::to)
                .isSubsetOf(
                        ControlState.IDLE,
                        ControlState.FAULT,
                        ControlState.STOPPED,
                        ControlState.MANUAL);
    }

    @Test
    void aHandCannotEndAStop() {
        assertThat(TransitionTable.from(ControlState.STOPPED))
                .extracting(Transition::to)
                .doesNotContain(ControlState.MANUAL);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STOPPED", "FAULT"})
    void faultsComeRightAfterStop(ControlState state) {
        assertThat(TransitionTable.from(state))
                .extracting(Transition::reason)
                .startsWith(
                        ControlReason.STOP_PRESSED,
                        ControlReason.CAR_FAILED,
                        ControlReason.CONTROL_FAILED,
                        ControlReason.BATTERY_EMPTY);
    }

    /** Whether the robot was sent home decides where the same reason leads to. */
    @Test
    void aStateAReasonAndWhereItLeadsNameOneRow() {
        Set<String> names = new HashSet<>();
        for (Transition row : TransitionTable.ROWS) {
            String name = row.from() + " " + row.reason() + " " + row.to();
            assertThat(names.add(name)).as(name).isTrue();
        }
    }

    @Test
    void everyReasonButTheFirstIsUsed() {
        Set<ControlReason> used = EnumSet.of(ControlReason.START);
        TransitionTable.ROWS.forEach(row -> used.add(row.reason()));
        assertThat(used).containsExactlyInAnyOrder(ControlReason.values());
    }
}
