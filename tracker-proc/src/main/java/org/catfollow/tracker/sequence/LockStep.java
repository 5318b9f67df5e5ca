package org.catfollow.tracker.sequence;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.tracker.filter.TrackedBox;
import org.opencv.core.Mat;

/**
 * Several trackers that go through the same pictures, one picture at a time and each tracker in turn,
 * so that a busy machine slows all of them. One picture is in memory at a time.
 */
final class LockStep {
    /** Frames between a failure and the next start, as in VOT. */
    static final int FRAMES_AFTER_A_FAILURE = 5;

    private final List<Contender> contenders;
    private final TrackedBox found = new TrackedBox();

    LockStep(List<Contender> contenders) {
        this.contenders = contenders;
    }

    /** Runs the compilers and the libraries warm: no results. */
    void warmUp(Sequence sequence, RunKind.Start start, int updates, long limitNanos) {
        for (Contender contender : contenders) {
            long end = System.nanoTime() + limitNanos;
            int done = 0;
            while (done < updates && System.nanoTime() < end) {
                done += warmUpOnce(contender, sequence, start, updates - done, end);
            }
        }
    }

    private int warmUpOnce(
            Contender contender, Sequence sequence, RunKind.Start start, int most, long end) {
        int done = 0;
        for (int i = start.index(); i < sequence.length() && done <= most; i++) {
            Mat picture = sequence.read(i, 0, 0);
            try {
                contender.show(picture);
                if (i == start.index()) {
                    contender.init(start.box());
                } else {
                    contender.update(found);
                }
            } finally {
                picture.release();
            }
            done++;
            if (System.nanoTime() > end) {
                return done;
            }
        }
        return done;
    }

    /**
     * Runs from one start to the end.
     *
     * @param supervised whether a target that was lost is given again
     * @param tallies one a contender, in their order
     */
    void run(Sequence sequence, RunKind.Start start, boolean supervised, List<Tally> tallies) {
        List<Pass> passes = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            passes.add(new Pass(contenders.get(i), tallies.get(i), start, supervised));
        }
        int columns = 0;
        int rows = 0;
        for (int i = start.index(); i < sequence.length(); i++) {
            Mat picture = sequence.read(i, columns, rows);
            try {
                columns = picture.cols();
                rows = picture.rows();
                for (int k = 0; k < passes.size(); k++) {
                    // Nobody is always the first, whose picture is not yet in the caches.
                    passes.get((i + k) % passes.size())
                            .step(i, picture, sequence.reference().get(i));
                }
            } finally {
                picture.release();
            }
        }
    }

    /** One tracker's way through one run. */
    private final class Pass {
        private final Contender contender;
        private final Tally tally;
        private final FrameScores scores;
        private final RunKind.Start start;
        private final boolean supervised;
        private int nextStart;

        Pass(Contender contender, Tally tally, RunKind.Start start, boolean supervised) {
            this.contender = contender;
            this.tally = tally;
            this.scores = tally.newRun();
            this.start = start;
            this.supervised = supervised;
            this.nextStart = start.index();
        }

        void step(int index, Mat picture, Box reference) {
            if (nextStart >= 0) {
                if (index >= nextStart && (reference.present() || index == start.index())) {
                    contender.show(picture);
                    contender.init(index == start.index() ? start.box() : reference);
                    nextStart = -1;
                }
                return;
            }
            contender.show(picture);
            tally.times().begin();
            boolean sure = contender.update(found);
            tally.times().end();
            Box box = sure ? new Box(found.x, found.y, found.width, found.height) : Box.ABSENT;
            scores.add(reference, box);
            if (supervised && reference.present() && !(box.present() && reference.iou(box) > 0)) {
                tally.countFailure();
                nextStart = index + FRAMES_AFTER_A_FAILURE;
            }
        }
    }
}
