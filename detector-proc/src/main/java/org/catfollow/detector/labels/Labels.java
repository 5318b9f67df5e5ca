package org.catfollow.detector.labels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Names of a model's classes by class index; some indices may be unused. Immutable.
 *
 * <p>Indices are the ones that the model puts out, counted from 0.
 */
public final class Labels {
    private final String source;
    private final List<String> names;

    /**
     * Makes labels.
     *
     * @param source where they come from, for messages
     * @param names by class index; null for an unused one
     */
    Labels(String source, List<String> names) {
        this.source = source;
        this.names = Collections.unmodifiableList(new ArrayList<>(names));
    }

    /** Returns one more than the highest class index. */
    public int size() {
        return names.size();
    }

    /** Returns the name of a class, or null where the index is not used. */
    public String name(int classIndex) {
        return names.get(classIndex);
    }

    /** Returns the file that they come from. */
    public String source() {
        return source;
    }

    /**
     * Returns labels that have one index for each class of the model.
     *
     * <p>Files differ from models in three ways that are well known. A row more that begins with an
     * unused one counts the background as class 0, which the model's results do not: that row is
     * dropped. A file with COCO's unused rows for a model that does without: the used rows in their
     * order. And the reverse: the rows at COCO's own identifiers.
     *
     * @throws StageFailure (model) where they belong to another model
     */
    public Labels fittedTo(int classCount) {
        if (names.size() == classCount) {
            return this;
        }
        if (names.size() == classCount + 1 && names.get(0) == null) {
            return new Labels(source, names.subList(1, names.size()));
        }
        List<String> used = names.stream().filter(Objects::nonNull).toList();
        if (used.size() == classCount) {
            return new Labels(source, used);
        }
        if (classCount == CocoRows.ALL && CocoRows.areWithoutGaps(used)) {
            return new Labels(source, CocoRows.withGaps(used));
        }
        throw new StageFailure(
                ExitCode.MODEL,
                "labels "
                        + source
                        + " do not fit the model: they name classes 0 to "
                        + (names.size() - 1)
                        + ", the model has "
                        + classCount
                        + " classes; pass the file that belongs to the model with --labels");
    }
}
