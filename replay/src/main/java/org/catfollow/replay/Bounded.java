package org.catfollow.replay;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest values by their number; the oldest go.
 *
 * @param <T> what is kept
 */
final class Bounded<T> {
    private static final int MOST = 256;

    private final Map<Long, T> kept = new LinkedHashMap<>();

    void put(long number, T value) {
        if (kept.size() == MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(number, value);
    }

    /** Returns the value, null when it is not there. */
    T get(long number) {
        return kept.get(number);
    }
}
