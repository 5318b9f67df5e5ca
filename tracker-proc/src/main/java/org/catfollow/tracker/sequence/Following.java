package org.catfollow.tracker.sequence;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.StageFailure;
import org.catfollow.tracker.filter.TrackedBox;
import org.catfollow.tracker.filter.VisualTracker;
import org.opencv.core.Mat;

/** One tracker's way through a sequence, with all of its boxes. One thread. */
public final class Following {
    private final Sequence sequence;
    private final List<Answer> answers = new ArrayList<>();
    private final FrameScores scores = new FrameScores();
    private final CallTimes times = new CallTimes();
    private int columns;
    private int rows;

    /**
     * What was said of one picture.
     *
     * @param box {@link Box#ABSENT} before the target was given
     * @param confidence how sure the tracker is, 0 to 1; 1 where the target was given
     */
    public record Answer(Box box, float confidence) {}

    /** Sees each picture with its answer, for drawing. */
    @FunctionalInterface
    public interface Viewer {
        /**
         * Sees one.
         *
         * @param index of the picture, from 0
         * @param picture is only read, and only now
         */
        void see(int index, Mat picture, Answer answer);
    }

    /** Makes one that has not begun. */
    public Following(Sequence sequence) {
        this.sequence = sequence;
    }

    /**
     * Follows to the end.
     *
     * @param start index of the picture in which the target is given
     * @param target where it is there
     * @throws StageFailure (usage) for a picture that cannot be read, or a target outside of it
     */
    public void run(VisualTracker tracker, int start, Box target, Viewer viewer) {
        TrackedBox found = new TrackedBox();
        for (int i = 0; i < sequence.length(); i++) {
            Mat picture = sequence.read(i, columns, rows);
            try {
                columns = picture.cols();
                rows = picture.rows();
                Answer answer = new Answer(Box.ABSENT, 0);
                if (i == start) {
                    FirstBox.give(tracker, picture, target);
                    answer = new Answer(target, 1);
                } else if (i > start) {
                    answer = update(tracker, picture, found);
                    if (!sequence.reference().isEmpty()) {
                        scores.add(sequence.reference().get(i), answer.box);
                    }
                }
                answers.add(answer);
                viewer.see(i, picture, answer);
            } finally {
                picture.release();
            }
        }
    }

    private Answer update(VisualTracker tracker, Mat picture, TrackedBox found) {
        times.begin();
        tracker.update(picture, found);
        times.end();
        return new Answer(new Box(found.x, found.y, found.width, found.height), found.quality);
    }

    /** Returns one answer a picture. */
    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Returns how well they fit; without frames where there is no reference. */
    public FrameScores scores() {
        return scores;
    }

    /** Returns how long the updates took. */
    public CallTimes times() {
        return times;
    }

    /** Returns the width of the pictures. */
    public int columns() {
        return columns;
    }

    /** Returns the height of the pictures. */
    public int rows() {
        return rows;
    }
}
