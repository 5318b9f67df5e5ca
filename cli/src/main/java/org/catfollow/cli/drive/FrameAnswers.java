package org.catfollow.cli.drive;

import java.util.TreeMap;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.Track;

/**
 * Brings together by frame id what is said of one frame at different times: capture tells the truth
 * before the frame is there, the tracker answers some milliseconds later, control decides after that. A
 * frame of which all three are known is judged, once; one of which something was missed never is. One
 * thread.
 */
final class FrameAnswers {
    /** So many frames are waited for at once: two seconds at 30 a second, more than the ring holds. */
    static final int KEPT_FRAMES = 64;

    private static final class Answers {
        private GroundTruth truth;
        private Track track;
        private ControlState state;
    }

    private final FollowScore score;
    private final DriveTrace trace;
    private final TreeMap<Long, Answers> waiting = new TreeMap<>();
    private long lastJudged;

    FrameAnswers(FollowScore score, DriveTrace trace) {
        this.score = score;
        this.trace = trace;
    }

    /** Takes the truth over, which is kept. */
    void add(GroundTruth truth) {
        if (truth.frameId > lastJudged) {
            Answers answers = of(truth.frameId);
            answers.truth = truth;
            judge(answers);
        }
    }

    /** Takes the track over, which is kept. */
    void add(Track track) {
        if (track.frameId > lastJudged) {
            Answers answers = of(track.frameId);
            answers.track = track;
            judge(answers);
        }
    }

    /** Takes what control decided; of several periods with the same frame, the first counts. */
    void add(ControlStatus status) {
        if (status.frameId > lastJudged) {
            Answers answers = of(status.frameId);
            if (answers.state == null) {
                answers.state = status.state;
                judge(answers);
            }
        }
    }

    private Answers of(long frameId) {
        Answers answers = waiting.computeIfAbsent(frameId, id -> new Answers());
        if (waiting.size() > KEPT_FRAMES) {
            waiting.pollFirstEntry();
        }
        return answers;
    }

    private void judge(Answers answers) {
        if (answers.truth != null && answers.track != null && answers.state != null) {
            lastJudged = answers.truth.frameId;
            // What is older and still not whole missed something: it would come out of order.
            waiting.headMap(lastJudged, true).clear();
            score.frame(answers.truth, answers.track, answers.state);
            trace.addFollowed(answers.truth, answers.track, answers.state);
        }
    }
}
