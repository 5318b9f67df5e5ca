package org.catfollow.sdk.algorithm;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the algorithm on the class path. */
final class AlgorithmFinder {
    private static final String SERVICES =
            "META-INF/services/org.catfollow.sdk.algorithm.Algorithm";

    private AlgorithmFinder() {}

    /**
     * Makes the algorithm of that class.
     *
     * @param className empty: the only one that there is
     * @throws IllegalArgumentException where there is none of that class, or more than one to choose from
     * @throws java.util.ServiceConfigurationError where it cannot be made
     */
    static Algorithm find(String className) {
        List<ServiceLoader.Provider<Algorithm>> all =
                ServiceLoader.load(Algorithm.class).stream().toList();
        List<ServiceLoader.Provider<Algorithm>> meant =
                all.stream()
                        .filter(one -> className.isEmpty() || name(one).equals(className))
                        .toList();
        if (meant.size() == 1) {
            return meant.get(0).get();
        }
        String found = all.stream().map(AlgorithmFinder::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                (meant.isEmpty() ? "no algorithm " + className : "more than one algorithm")
                        + " in the files "
                        + SERVICES
                        + " of the class path; found: "
                        + (found.isEmpty() ? "none" : found)
                        + (meant.isEmpty() ? "" : "; name the class"));
    }

    private static String name(ServiceLoader.Provider<Algorithm> provider) {
        return provider.type().getName();
    }
}
