package org.catfollow.detector.catalogue;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;

/**
 * The model of our own: a file in the distribution's {@code models/}, or, in tests and development
 * environments, on the class path.
 *
 * @param file the model; may be missing
 * @param record what was written down when it was made; may be missing
 */
public record OwnModel(Path file, Path record) {
    /** What {@code --model} takes, and what the detector runs with where nothing is said. */
    public static final String NAME = "cat-sim";

    /** What it is of use for. */
    public static final String GOOD_FOR = "the simulated world, not real cats";

    private static final String FILE = NAME + ModelsFolder.MODEL_SUFFIX;
    private static final String RECORD = NAME + ".json";

    /**
     * Finds it.
     *
     * @throws StageFailure (model) where there is neither a distribution nor a file on the class path
     */
    public static OwnModel here() {
        return NativeLibraries.distribution()
                .map(home -> in(home.resolve("models")))
                .orElseGet(OwnModel::onClassPath);
    }

    /** Returns it in a folder. */
    static OwnModel in(Path folder) {
        return new OwnModel(folder.resolve(FILE), folder.resolve(RECORD));
    }

    private static OwnModel onClassPath() {
        URL found = OwnModel.class.getResource(FILE);
        if (found == null || !found.getProtocol().equals("file")) {
            throw missing("not a file on the class path");
        }
        try {
            return in(Path.of(found.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the model's file.
     *
     * @throws StageFailure (model) where it is missing
     */
    public Path requireFile() {
        if (!Files.isRegularFile(file)) {
            throw missing("no " + file);
        }
        return file;
    }

    private static StageFailure missing(String where) {
        return new StageFailure(
                ExitCode.MODEL,
                "our own model "
                        + NAME
                        + " is missing ("
                        + where
                        + "); build the distribution again with `mvn package`, or name another one"
                        + " with --model");
    }
}
