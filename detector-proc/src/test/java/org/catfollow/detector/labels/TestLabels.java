package org.catfollow.detector.labels;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Labels without a file. */
public final class TestLabels {
    private TestLabels() {}

    /** Returns labels with these names; null for an unused index. */
    public static Labels of(String... names) {
        return new Labels("labels.txt", Arrays.asList(names));
    }

    /** Returns a filter over these names that wants all of them. */
    public static ClassFilter wantAll(float minScore, String... names) {
        return ClassFilter.of(of(names), List.of(ClassFilter.ALL), minScore, Map.of());
    }
}
