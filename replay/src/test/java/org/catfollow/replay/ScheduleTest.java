package org.catfollow.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.replay.Schedule.Stage;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {
    @TempDir private Path recording;

    private static Detections of(long frameId) {
        Detections boxes = new Detections();
        boxes.frameId = frameId;
        return boxes;
    }

    private List<StageRecord> kept(Role role, Journals.Put... puts) {
        return puts.length == 0 ? List.of() : new Journals(recording).keep(role, puts);
    }

    private List<Stage> order(
            Journals.Put[] detector, Journals.Put[] tracker, Journals.Put[] control) {
        List<Unit> looks = Unit.of(kept(Role.DETECTOR, detector));
        List<Unit> rounds = Unit.of(kept(Role.TRACKER, tracker));
        List<Unit> periods = Unit.of(kept(Role.CONTROL, control));
        Schedule schedule = new Schedule(looks, rounds, periods, new Recorded(looks, rounds));
        List<Stage> order = new ArrayList<>();
        Stage next = schedule.next();
        while (next != null) {
            schedule.take(next);
            order.add(next);
            next = schedule.next();
        }
        assertThat(order).hasSize((int) schedule.count());
        return order;
    }

    private static Journals.Put[] puts(Journals.Put... puts) {
        return puts;
    }

    @Test
    void whatWaitsForNothingGoesInTheOrderOfTheTimes() {
        assertThat(
                        order(
                                puts(Journals.detectorStart(3)),
                                puts(Journals.trackerStart(2), Journals.round(1, 5, 0)),
                                puts(Journals.controlStart(1), Journals.period(0, 4))))
                .containsExactly(
                        Stage.CONTROL, Stage.TRACKER, Stage.DETECTOR, Stage.CONTROL, Stage.TRACKER);
    }

    /** The tracker may write its round down before the detector has written what it was given. */
    @Test
    void aRoundWaitsForTheBoxesThatItWasGiven() {
        assertThat(
                        order(
                                puts(Journals.detections(7, 9, of(1))),
                                puts(Journals.round(1, 5, 7)),
                                puts()))
                .containsExactly(Stage.DETECTOR, Stage.TRACKER);
    }

    @Test
    void aRoundDoesNotWaitForBoxesThatWereNotRecorded() {
        assertThat(
                        order(
                                puts(Journals.detections(7, 9, of(1))),
                                puts(Journals.round(1, 5, 6)),
                                puts()))
                .containsExactly(Stage.TRACKER, Stage.DETECTOR);
    }

    @Test
    void aPeriodWaitsForTheTrackThatItHadBeforeIt() {
        assertThat(
                        order(
                                puts(),
                                puts(Journals.answer(4, 2, 7), Journals.round(2, 8, 0)),
                                puts(Journals.period(4, 6), Journals.period(4, 7))))
                .containsExactly(Stage.TRACKER, Stage.CONTROL, Stage.CONTROL);
    }

    @Test
    void aLookWaitsForTheAnswerOfWhichItWasTold() {
        Track told = new Track();
        told.frameId = 2;
        assertThat(
                        order(
                                puts(Journals.detections(7, 3, of(3), told)),
                                puts(Journals.answer(4, 2, 7), Journals.round(2, 8, 0)),
                                puts()))
                .containsExactly(Stage.TRACKER, Stage.DETECTOR);
    }

    /** No run can be so, a damaged recording can. */
    @Test
    void whoWaitForEachOtherGoOnAllTheSame() {
        Track told = new Track();
        told.frameId = 2;
        assertThat(
                        order(
                                puts(Journals.detections(7, 3, of(3), told)),
                                puts(Journals.answer(4, 2, 7), Journals.round(2, 8, 7)),
                                puts()))
                .containsExactly(Stage.DETECTOR, Stage.TRACKER);
    }
}
