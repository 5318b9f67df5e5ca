package org.catfollow.detector.labels;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.config.NearestWord;
import org.catfollow.shm.slots.Detections;

/**
 * The classes that the user wants, by class index: the least score of each, and the target that it
 * stands for. Immutable.
 *
 * <p>A target is one class, or a group of classes that models mistake for each other; a group has the
 * label and the index of its first class.
 */
public final class ClassFilter {
    /** In the place of a class name: every class. */
    public static final String ALL = "all";

    private static final String GROUP = "\\+";
    private static final int SUGGESTIONS = 3;

    /** By class index; null where the class is not wanted. */
    private final byte[][] labels;

    private final int[] targets;
    private final float[] leastScores;
    private final float leastOfAll;

    private ClassFilter(byte[][] labels, int[] targets, float[] leastScores) {
        this.labels = labels;
        this.targets = targets;
        this.leastScores = leastScores;
        float least = Float.POSITIVE_INFINITY;
        for (float score : leastScores) {
            least = Math.min(least, score);
        }
        this.leastOfAll = least;
    }

    /**
     * Chooses classes by name, whatever the case.
     *
     * @param wanted names as in the labels, several joined by {@code +} for one target, or {@value
     *     #ALL}
     * @param minScore lowest score that counts, 0 to 1
     * @param classScores the same for single classes, by name
     * @throws StageFailure (usage) for a name that the labels do not have, with the nearest ones, and
     *     for a score of a class that is not wanted
     */
    public static ClassFilter of(
            Labels labels, List<String> wanted, float minScore, Map<String, Float> classScores) {
        byte[][] wantedLabels = new byte[labels.size()][];
        int[] targets = new int[labels.size()];
        float[] leastScores = new float[labels.size()];
        Arrays.fill(leastScores, Float.POSITIVE_INFINITY);
        for (String target : wanted) {
            List<String> names = Arrays.stream(target.split(GROUP)).map(String::strip).toList();
            int first = -1;
            for (String name : names) {
                for (int index : indices(labels, name, "")) {
                    first = names.size() > 1 && first >= 0 ? first : index;
                    wantedLabels[index] = Detections.labelBytes(labels.name(first));
                    targets[index] = first;
                    leastScores[index] = minScore;
                }
            }
        }
        classScores.forEach(
                (name, score) -> {
                    for (int index : indices(labels, name, "--class-score: ")) {
                        if (wantedLabels[index] == null) {
                            throw new StageFailure(
                                    ExitCode.USAGE,
                                    "--class-score: '"
                                            + name
                                            + "' is not among --classes "
                                            + String.join(",", wanted));
                        }
                        leastScores[index] = score;
                    }
                });
        return new ClassFilter(wantedLabels, targets, leastScores);
    }

    private static int[] indices(Labels labels, String className, String before) {
        int[] found =
                IntStream.range(0, labels.size())
                        .filter(
                                i ->
                                        labels.name(i) != null
                                                && (className.equals(ALL)
                                                        || labels.name(i)
                                                                .equalsIgnoreCase(className)))
                        .toArray();
        if (found.length == 0) {
            throw unknown(labels, className, before);
        }
        return found;
    }

    /** Returns the target's label as bytes, or null where the class is not wanted or there is none. */
    public byte[] labelOrNull(int classIndex) {
        return isClass(classIndex) ? labels[classIndex] : null;
    }

    /** Returns the class that the target of a wanted class is published as. */
    public int target(int classIndex) {
        return targets[classIndex];
    }

    /** Returns the lowest score that counts; infinite where the class is not wanted or there is none. */
    public float leastScore(int classIndex) {
        return isClass(classIndex) ? leastScores[classIndex] : Float.POSITIVE_INFINITY;
    }

    /** Returns the lowest score that counts for any class. */
    public float leastOfAll() {
        return leastOfAll;
    }

    private boolean isClass(int classIndex) {
        return classIndex >= 0 && classIndex < labels.length;
    }

    private static StageFailure unknown(Labels labels, String className, String before) {
        String wanted = className.toLowerCase(Locale.ROOT);
        String nearest =
                IntStream.range(0, labels.size())
                        .mapToObj(labels::name)
                        .filter(name -> name != null)
                        .distinct()
                        .sorted(
                                Comparator.comparingInt(
                                        name ->
                                                NearestWord.distance(
                                                        wanted, name.toLowerCase(Locale.ROOT))))
                        .limit(SUGGESTIONS)
                        .collect(Collectors.joining(", "));
        return new StageFailure(
                ExitCode.USAGE,
                before
                        + labels.source()
                        + " has no class '"
                        + className
                        + "'; nearest: "
                        + nearest);
    }
}
