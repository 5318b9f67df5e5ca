package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.TruthKind;
import org.junit.jupiter.api.Test;

/** A dog that crosses the picture, ten pixels a frame, and a track that is always on it. */
class FrameAnswersTest {
    private static final double FRAME_SECONDS = Scenes.PERIOD_NANOS * 1e-9;

    private final FollowScore score = new FollowScore();
    private final FrameAnswers answers = new FrameAnswers(score, new DriveTrace());

    private void truth(long frameId) {
        GroundTruth truth = Scenes.truth(frameId);
        Scenes.put(truth, TruthKind.DOG, 0, 10f * frameId, 100, 20, 20);
        answers.add(truth);
    }

    private void track(long frameId) {
        answers.add(Scenes.track(frameId, 10f * frameId, 100, 20, 20));
    }

    private void decision(long frameId, ControlState state) {
        ControlStatus status = new ControlStatus();
        status.frameId = frameId;
        status.state = state;
        answers.add(status);
    }

    @Test
    void aTrackThatComesLateIsComparedWithItsOwnFrame() {
        for (long id = 1; id <= 50; id++) {
            truth(id);
            if (id > 5) {
                // By now the dog is fifty pixels on.
                track(id - 5);
                decision(id - 5, ControlState.TRACK);
            }
        }

        assertThat(score.figures().decoySeconds()).isCloseTo(44 * FRAME_SECONDS, within(1e-6));
        assertThat(score.figures().nothingSeconds()).isZero();
    }

    @Test
    void theOrderInWhichAFramesAnswersComeDoesNotMatter() {
        for (long id = 1; id <= 3; id++) {
            decision(id, ControlState.TRACK);
            track(id);
            truth(id);
        }

        assertThat(score.figures().decoySeconds()).isCloseTo(2 * FRAME_SECONDS, within(1e-6));
    }

    @Test
    void whatControlDecidedFirstOnAFrameCounts() {
        truth(1);
        track(1);
        decision(1, ControlState.TRACK);
        truth(2);
        decision(2, ControlState.TRACK);
        decision(2, ControlState.COAST);
        track(2);
        decision(2, ControlState.SEARCH);

        assertThat(score.figures().decoySeconds()).isCloseTo(FRAME_SECONDS, within(1e-6));
    }

    @Test
    void aFrameOfWhichAnAnswerWasMissedIsNotJudged() {
        for (long id = 1; id <= 4; id++) {
            truth(id);
            if (id != 2) {
                track(id);
            }
            if (id != 3) {
                decision(id, ControlState.TRACK);
            }
        }
        // Too late: a newer one was judged.
        track(2);

        assertThat(score.figures().judgedSeconds()).isCloseTo(3 * FRAME_SECONDS, within(1e-6));
        assertThat(score.figures().decoySeconds())
                .as("frame 4 goes on from frame 1")
                .isCloseTo(3 * FRAME_SECONDS, within(1e-6));
    }

    @Test
    void oldFramesAreForgotten() {
        truth(1);
        for (long id = 2; id <= FrameAnswers.KEPT_FRAMES + 1; id++) {
            truth(id);
        }
        track(1);
        decision(1, ControlState.TRACK);
        track(2);
        decision(2, ControlState.TRACK);
        track(3);
        decision(3, ControlState.TRACK);

        assertThat(score.figures().judgedSeconds())
                .as("frame 3 alone comes after one that was judged")
                .isCloseTo(FRAME_SECONDS, within(1e-6));
    }

    @Test
    void beforeAnyFrameControlsDecisionsSayNothing() {
        decision(0, ControlState.TRACK);
        answers.add(Scenes.track(0, 0, 0, 0, 0));

        assertThat(score.figures().judgedSeconds()).isZero();
        assertThat(score.figures().onCat()).isNaN();
    }
}
