package org.catfollow.detector.decode;

import java.util.stream.IntStream;
import org.catfollow.detector.labels.ClassFilter;

/**
 * The part of a model's rows that has a score for each class: which class is a row's own?
 *
 * <p>Of each row only the wanted classes are looked at first, as they are stored; nearly every row
 * ends there. Only then is it asked whether another class is stronger: a dog is no cat, although it
 * looks a little like one.
 */
final class ClassScores {
    /** In the place of a class: none that is wanted. */
    static final int NONE = -1;

    private final OutputTable table;
    private final int firstColumn;
    private final int classCount;
    private final int[] wanted;
    private final float[] leastStored;

    /**
     * Makes one for rows that end with the classes.
     *
     * @param firstColumn where class 0 is; all columns behind it are classes
     */
    ClassScores(OutputTable table, int firstColumn, ClassFilter filter) {
        this(table, firstColumn, table.columns() - firstColumn, filter);
    }

    /**
     * Makes one.
     *
     * @param firstColumn where class 0 is
     */
    ClassScores(OutputTable table, int firstColumn, int classCount, ClassFilter filter) {
        this.table = table;
        this.firstColumn = firstColumn;
        this.classCount = classCount;
        this.wanted =
                IntStream.range(0, classCount)
                        .filter(index -> filter.labelOrNull(index) != null)
                        .toArray();
        this.leastStored = new float[classCount];
        for (int index = 0; index < classCount; index++) {
            leastStored[index] = table.leastStored(filter.leastScore(index));
        }
    }

    /** Returns the strongest class of a row, where it is wanted and strong enough, else {@link #NONE}. */
    int strongest(int row) {
        return anyWanted(row) ? strongestOfAll(row) : NONE;
    }

    private boolean anyWanted(int row) {
        for (int index : wanted) {
            if (table.stored(row, firstColumn + index) >= leastStored[index]) {
                return true;
            }
        }
        return false;
    }

    private int strongestOfAll(int row) {
        int strongest = NONE;
        float most = Float.NEGATIVE_INFINITY;
        for (int index = 0; index < classCount; index++) {
            float stored = table.stored(row, firstColumn + index);
            if (stored > most) {
                most = stored;
                strongest = index;
            }
        }
        return strongest != NONE && most >= leastStored[strongest] ? strongest : NONE;
    }

    /** Returns the score of a class, 0 to 1 in a sound row. */
    float score(int row, int classIndex) {
        return table.probability(row, firstColumn + classIndex);
    }
}
