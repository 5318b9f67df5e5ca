package org.catfollow.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which known word somebody may have meant: the one with the fewest letters inserted, left out or replaced
 * (Levenshtein 1965). Any thread.
 */
public final class NearestWord {
    private NearestWord() {}

    static Optional<String> to(String word, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(it -> distance(word, it)));
    }

    /** Returns in how many letters two words differ; large and small ones do. */
    public static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
