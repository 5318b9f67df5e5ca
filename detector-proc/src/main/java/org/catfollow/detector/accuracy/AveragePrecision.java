package org.catfollow.detector.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.catfollow.shm.slots.Detections;

/**
 * Average precision of one class as COCO defines it ({@code cocoeval.py} of pycocotools). Pictures go
 * in one by one; one thread.
 *
 * <pre>
 * each picture, each limit .50 .55 ... .95:  best score first, a box takes the free thing that it
 *                                            overlaps most, if by the limit; else a crowd; else it is wrong
 * all pictures, each limit:                  boxes by score -> precision over recall, made to fall only
 *                                            -> mean of its values at recall 0, .01, ... 1
 * AP                                         mean over the limits
 * </pre>
 *
 * <p>Equal scores count in the order in which they came, so the order of the pictures matters for
 * coarse scores; COCO's is that of the pictures' numbers. All sizes of things count, and all boxes that
 * are handed in: it is up to the caller how many that is for a picture.
 */
public final class AveragePrecision {
    private static final double LOWEST_LIMIT = 0.5;
    private static final double HIGHEST_LIMIT = 0.95;
    private static final int LIMITS = 10;
    private static final int LIMIT_50 = 0;
    private static final int LIMIT_75 = 5;
    private static final int RECALLS = 101;

    /** Rounding must not make a box miss a limit that it meets. */
    private static final double ALMOST_ONE = 1 - 1e-10;

    private final float minScore;
    private final List<Judged> all = new ArrayList<>();
    private int things;
    private int picturesWithout;
    private int falseAlarms;

    /** A box that was found: by limit, whether it is right, and whether it counts. */
    private static final class Judged {
        final float score;
        final boolean[] right = new boolean[LIMITS];
        final boolean[] ignored = new boolean[LIMITS];

        Judged(float score) {
            this.score = score;
        }
    }

    /**
     * Begins with no picture.
     *
     * @param minScore lowest score of a box that counts for recall and false alarms; the average
     *     precision takes all
     */
    public AveragePrecision(float minScore) {
        this.minScore = minScore;
    }

    /**
     * Takes in what was found in a picture.
     *
     * @param truth all things of the class in the picture
     * @param found all boxes of the class, in any order
     */
    public void add(List<TrueBox> truth, Detections found) {
        List<TrueBox> crowdsLast = new ArrayList<>(truth);
        crowdsLast.sort(Comparator.comparing(TrueBox::crowd));
        int[] bestFirst =
                IntStream.range(0, found.count())
                        .boxed()
                        .sorted(Comparator.comparing(i -> -found.score(i)))
                        .mapToInt(Integer::intValue)
                        .toArray();
        Judged[] judged = new Judged[bestFirst.length];
        for (int rank = 0; rank < judged.length; rank++) {
            judged[rank] = new Judged(found.score(bestFirst[rank]));
        }
        for (int limit = 0; limit < LIMITS; limit++) {
            judge(crowdsLast, found, bestFirst, judged, limit);
        }
        all.addAll(Arrays.asList(judged));
        things += (int) truth.stream().filter(box -> !box.crowd()).count();
        if (truth.isEmpty()) {
            picturesWithout++;
            falseAlarms += judged.length > 0 && judged[0].score >= minScore ? 1 : 0;
        }
    }

    private static void judge(
            List<TrueBox> truth, Detections found, int[] bestFirst, Judged[] judged, int limit) {
        boolean[] taken = new boolean[truth.size()];
        for (int rank = 0; rank < bestFirst.length; rank++) {
            int best = -1;
            double bestOverlap = Math.min(limit(limit), ALMOST_ONE);
            for (int i = 0; i < taken.length; i++) {
                TrueBox box = truth.get(i);
                if (box.crowd() && best >= 0 && !truth.get(best).crowd()) {
                    break;
                }
                double overlap = overlap(box, found, bestFirst[rank]);
                if (!taken[i] && overlap >= bestOverlap) {
                    bestOverlap = overlap;
                    best = i;
                }
            }
            if (best >= 0) {
                boolean crowd = truth.get(best).crowd();
                judged[rank].ignored[limit] = crowd;
                judged[rank].right[limit] = !crowd;
                taken[best] = !crowd;
            }
        }
    }

    private static double overlap(TrueBox box, Detections found, int i) {
        return box.overlap(found.x(i), found.y(i), found.width(i), found.height(i));
    }

    /** Returns the intersection over union that counts at a limit; computed as numpy's linspace does. */
    static double limit(int index) {
        double step = (HIGHEST_LIMIT - LOWEST_LIMIT) / (LIMITS - 1);
        return index == LIMITS - 1 ? HIGHEST_LIMIT : index * step + LOWEST_LIMIT;
    }

    /** Returns the figures over all pictures so far. */
    public Accuracy result() {
        List<Judged> ranked = new ArrayList<>(all);
        ranked.sort(Comparator.comparing(box -> -box.score));
        double[] precision = new double[LIMITS];
        for (int limit = 0; limit < LIMITS; limit++) {
            precision[limit] = averagePrecision(ranked, limit);
        }
        long found =
                all.stream().filter(box -> box.score >= minScore && box.right[LIMIT_50]).count();
        return new Accuracy(
                Arrays.stream(precision).average().orElseThrow(),
                precision[LIMIT_50],
                precision[LIMIT_75],
                things == 0 ? Double.NaN : (double) found / things,
                falseAlarms,
                picturesWithout);
    }

    private double averagePrecision(List<Judged> ranked, int limit) {
        List<Judged> counted = ranked.stream().filter(box -> !box.ignored[limit]).toList();
        boolean[] right = new boolean[counted.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = counted.get(i).right[limit];
        }
        return averagePrecision(right, things);
    }

    /**
     * Returns the mean precision at 101 recalls.
     *
     * @param right whether each box is right, best score first
     * @param things how many there were to find
     */
    static double averagePrecision(boolean[] right, int things) {
        if (things == 0) {
            return Double.NaN;
        }
        double[] recall = new double[right.length];
        double[] precision = new double[right.length];
        int hits = 0;
        for (int i = 0; i < right.length; i++) {
            hits += right[i] ? 1 : 0;
            recall[i] = (double) hits / things;
            precision[i] = hits / (i + 1.0);
        }
        for (int i = right.length - 2; i >= 0; i--) {
            precision[i] = Math.max(precision[i], precision[i + 1]);
        }
        double sum = 0;
        int at = 0;
        for (int step = 0; step < RECALLS; step++) {
            // numpy's linspace: the last one is exact.
            double wanted = step == RECALLS - 1 ? 1 : step * (1.0 / (RECALLS - 1));
            while (at < recall.length && recall[at] < wanted) {
                at++;
            }
            sum += at < recall.length ? precision[at] : 0;
        }
        return sum / RECALLS;
    }
}
