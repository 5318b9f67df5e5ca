package org.catfollow.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.replay.Outputs.Answer;
import org.catfollow.replay.Outputs.Decision;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.Tracks;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private final Differences differences = new Differences();

    private static Detections boxes(float... lefts) {
        Detections boxes = new Detections();
        for (float left : lefts) {
            boxes.add(Detections.labelBytes("cat"), 0, 0.5f, left, 2, 3, 4);
        }
        return boxes;
    }

    private static Answer answer() {
        return new Answer(new Track(), new Tracks());
    }

    private static Decision decision() {
        return new Decision(new ControlStatus(), new Pose(), new Sensors());
    }

    @Test
    void theSameIsNoDifference() {
        assertThat(differences.of(boxes(1, 2), boxes(1, 2))).isNull();
        assertThat(differences.of(answer(), answer())).isNull();
        assertThat(differences.of(decision(), decision())).isNull();
    }

    @Test
    void whenItWasPublishedIsNoDifferenceAndWhenItWasCapturedIs() {
        Detections later = boxes(1);
        later.publishNanos = 5;
        assertThat(differences.of(boxes(1), later)).isNull();
        later.captureNanos = 6;
        assertThat(differences.of(boxes(1), later)).isEqualTo("captureNanos was 0, is 6");
    }

    @Test
    void anotherNumberOfBoxesIsSaid() {
        assertThat(differences.of(boxes(1), boxes())).isEqualTo("boxes were 1, are 0");
    }

    @Test
    void aBoxThatDiffersIsNamedWithBothValues() {
        assertThat(differences.of(boxes(1, 2), boxes(1, 2.5f)))
                .isEqualTo("box 2 was cat 0.5 at 2.0,2.0 3.0x4.0, is cat 0.5 at 2.5,2.0 3.0x4.0");
    }

    /** Which no text shows: 0 and -0 are equal, and not the same. */
    @Test
    void aSingleBitIsADifference() {
        assertThat(differences.of(boxes(0f), boxes(-0f)))
                .isEqualTo("box 1 was cat 0.5 at 0.0,2.0 3.0x4.0, is cat 0.5 at -0.0,2.0 3.0x4.0");
        Answer other = answer();
        other.track().score = -0f;
        assertThat(differences.of(answer(), other)).isEqualTo("target's score was 0.0, is -0.0");
    }

    @Test
    void aTrackThatDiffersIsNamedTheTargetFirst() {
        Answer one = answer();
        one.all().add().trackId = 5;
        Answer other = answer();
        other.all().add().trackId = 5;
        other.all().get(0).state = TrackState.LOST;
        assertThat(differences.of(one, other))
                .isEqualTo(
                        "track was #5 NONE (START) 0.0 at 0.0,0.0 0.0x0.0,"
                                + " is #5 LOST (START) 0.0 at 0.0,0.0 0.0x0.0");
        other.track().state = TrackState.LOST;
        assertThat(differences.of(one, other)).isEqualTo("target's state was NONE, is LOST");
        assertThat(differences.of(answer(), one)).isEqualTo("tracks were 0, are 1");
    }

    @Test
    void aDecisionThatDiffersIsNamedWithItsField() {
        Decision state = decision();
        state.status().state = ControlState.SEARCH;
        assertThat(differences.of(decision(), state)).isEqualTo("state was IDLE, is SEARCH");
        Decision pose = decision();
        pose.pose().xMetres = 0.5;
        assertThat(differences.of(decision(), pose)).isEqualTo("pose's xMetres was 0.0, is 0.5");
        Decision floor = decision();
        floor.sensors().grayscale[1] = 7;
        assertThat(differences.of(decision(), floor))
                .isEqualTo("sensors' grayscale was 0,0,0, is 0,7,0");
    }
}
