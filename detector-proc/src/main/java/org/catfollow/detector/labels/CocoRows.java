package org.catfollow.detector.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The two ways in which the 80 classes of COCO are numbered: by the data set's own identifiers, up to
 * 90 with ten that are not used, as SSD models do; or one after the other, as YOLO models do.
 */
final class CocoRows {
    static final int USED = 80;
    static final int ALL = 90;

    /** Counted from 0; the identifiers 12, 26, 29, ... of {@code instances_val2017.json} begin at 1. */
    private static final Set<Integer> UNUSED = Set.of(11, 25, 28, 29, 44, 65, 67, 68, 70, 82);

    private static final int LAST_USED = USED - 1;
    private static final int CAT = 15;

    private CocoRows() {}

    /** Returns whether these are COCO's classes, one after the other. */
    static boolean areWithoutGaps(List<String> names) {
        return names.size() == USED
                && "person".equalsIgnoreCase(names.get(0))
                && "cat".equalsIgnoreCase(names.get(CAT))
                && "toothbrush".equalsIgnoreCase(names.get(LAST_USED));
    }

    /** Returns the names at their identifiers, null at the unused ones. */
    static List<String> withGaps(List<String> names) {
        List<String> spread = new ArrayList<>();
        int next = 0;
        for (int index = 0; index < ALL; index++) {
            spread.add(UNUSED.contains(index) ? null : names.get(next++));
        }
        return spread;
    }
}
