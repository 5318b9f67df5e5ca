package org.catfollow.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.shm.layout.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitTest {
    @TempDir private Path recording;

    private List<StageRecord> tracker() {
        return new ArrayList<>(
                new Journals(recording)
                        .keep(
                                Role.TRACKER,
                                Journals.trackerStart(1),
                                Journals.answer(1, 1, 2),
                                Journals.answer(2, 2, 3),
                                Journals.round(2, 4, 0),
                                Journals.answer(3, 3, 5),
                                Journals.round(3, 6, 0)));
    }

    @Test
    void aRoundHasTheAnswersThatWereGivenInIt() {
        List<Unit> units = Unit.of(tracker());
        assertThat(units)
                .extracting(unit -> unit.record().kind())
                .containsExactly(
                        RecordKind.START, RecordKind.TRACKER_ROUND, RecordKind.TRACKER_ROUND);
        assertThat(units.get(1).before()).extracting(StageRecord::frameId).containsExactly(1L, 2L);
        assertThat(units.get(2).before()).extracting(StageRecord::frameId).containsExactly(3L);
        assertThat(units).allMatch(Unit::whole);
    }

    @Test
    void whereARecordIsMissingTheUnitBehindIsNotWholeAndTheOneAfterIs() {
        List<StageRecord> records = tracker();
        records.remove(2);
        assertThat(Unit.of(records)).extracting(Unit::whole).containsExactly(true, false, true);
    }

    @Test
    void withoutTheStartTheFirstUnitIsNotWhole() {
        List<StageRecord> records = tracker();
        records.removeFirst();
        assertThat(Unit.of(records)).extracting(Unit::whole).containsExactly(false, true);
    }

    @Test
    void aCommandBelongsToThePeriodThatObeyedIt() {
        List<Unit> units =
                Unit.of(
                        new Journals(recording)
                                .keep(
                                        Role.CONTROL,
                                        Journals.controlStart(1),
                                        Journals.period(0, 2),
                                        Journals.command(3),
                                        Journals.period(0, 4)));
        assertThat(units.get(1).before()).isEmpty();
        assertThat(units.get(2).before())
                .extracting(StageRecord::kind)
                .containsExactly(RecordKind.COMMAND);
    }
}
