package org.catfollow.detector.labels;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.Detections;

/** The classes that the user wants, by class index, with their labels as bytes. Immutable. */
public final class ClassFilter {
    /** In the place of a class name: every class. */
    public static final String ALL = "all";

    private static final int SUGGESTIONS = 3;

    /** By class index; null where the class is not wanted. */
    private final byte[][] wantedLabels;

    private ClassFilter(byte[][] wantedLabels) {
        this.wantedLabels = wantedLabels;
    }

    /**
     * Chooses classes by name, whatever the case.
     *
     * @param classNames names as in the labels, or {@value #ALL}
     * @throws StageFailure (usage) for a name that the labels do not have; it says the nearest ones
     */
    public static ClassFilter of(Labels labels, List<String> classNames) {
        byte[][] wanted = new byte[labels.size()][];
        for (String className : classNames) {
            boolean found = false;
            for (int i = 0; i < wanted.length; i++) {
                String name = labels.name(i);
                if (name != null
                        && (className.equals(ALL) || name.equalsIgnoreCase(className.strip()))) {
                    wanted[i] = Detections.labelBytes(name);
                    found = true;
                }
            }
            if (!found) {
                throw unknown(labels, className.strip());
            }
        }
        return new ClassFilter(wanted);
    }

    /** Returns the label's bytes, or null where the class is not wanted or there is no such index. */
    public byte[] labelOrNull(int classIndex) {
        return classIndex >= 0 && classIndex < wantedLabels.length
                ? wantedLabels[classIndex]
                : null;
    }

    private static StageFailure unknown(Labels labels, String className) {
        String nearest =
                IntStream.range(0, labels.size())
                        .mapToObj(labels::name)
                        .filter(name -> name != null)
                        .distinct()
                        .sorted(
                                Comparator.comparingInt(
                                        name -> EditDistance.between(className, name)))
                        .limit(SUGGESTIONS)
                        .collect(Collectors.joining(", "));
        return new StageFailure(
                ExitCode.USAGE,
                "--classes: "
                        + labels.source()
                        + " has no class '"
                        + className
                        + "'; nearest: "
                        + nearest);
    }
}
