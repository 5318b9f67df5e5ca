package org.catfollow.detector.catalogue;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Tells which file a model's name stands for.
 *
 * @param own finds the model of our own; asked only for that one
 * @param folder where fetched models lie
 */
public record ModelNames(Supplier<OwnModel> own, ModelsFolder folder) {
    /** In place of a model: none. */
    public static final String NO_MODEL = "none";

    /** Returns the names that are known on this machine. */
    public static ModelNames here() {
        return new ModelNames(OwnModel::here, ModelsFolder.usual());
    }

    /**
     * Returns whether a model can be called so: it has no slash, does not end in {@code .tflite}, and is
     * none of the words that stand for no file ({@code none}, {@code test:}, {@code truth:...}).
     * `cat-follow send model`, which knows no stage, has the same rule.
     */
    static boolean isName(String given) {
        return !given.contains("/")
                && !given.contains(":")
                && !given.equals(NO_MODEL)
                && !given.toLowerCase(Locale.ROOT).endsWith(ModelsFolder.MODEL_SUFFIX);
    }

    /**
     * Returns the file that a user's word stands for: a name's where it can be one and is no file in the
     * working folder; else it is a path.
     *
     * @throws StageFailure (model) for a name that nobody knows, or whose files are not here; a path is
     *     not looked at
     */
    public NamedModel resolve(String given) {
        try {
            return Files.isRegularFile(Path.of(given)) ? path(given) : resolveSent(given);
        } catch (InvalidPathException e) {
            throw new StageFailure(ExitCode.MODEL, "no model: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the file that a request stands for. As {@link #resolve}, but for files in the working
     * folder: the sender's is another one, and was looked at by the sender.
     */
    public NamedModel resolveSent(String given) {
        if (!isName(given)) {
            return path(given);
        }
        if (given.equals(OwnModel.NAME)) {
            return ours();
        }
        Path file = folder.model(given);
        return Files.isRegularFile(file) ? inFolder(given, file) : missing(given);
    }

    private static NamedModel path(String given) {
        return new NamedModel(null, Path.of(given), null);
    }

    /**
     * Returns the model of our own, whatever files the working folder has.
     *
     * @throws StageFailure (model) where it is missing
     */
    public NamedModel ours() {
        return new NamedModel(OwnModel.NAME, own.get().requireFile(), null);
    }

    private NamedModel inFolder(String name, Path file) {
        Path labels = folder.labels(name);
        if (Files.isRegularFile(labels)) {
            return new NamedModel(name, file, labels);
        }
        Catalogue.shipped()
                .find(name)
                .filter(model -> model.labels() != null)
                .ifPresent(
                        model -> {
                            throw new StageFailure(
                                    ExitCode.MODEL,
                                    "the labels of model "
                                            + name
                                            + " are missing (no "
                                            + labels
                                            + "); fetch them with `cat-follow model fetch "
                                            + name
                                            + "`");
                        });
        return new NamedModel(name, file, null);
    }

    private NamedModel missing(String name) {
        Catalogue catalogue = Catalogue.shipped();
        if (catalogue.find(name).isPresent()) {
            throw new StageFailure(
                    ExitCode.MODEL,
                    "model "
                            + name
                            + " is not fetched (no "
                            + folder.model(name)
                            + "); fetch it with `cat-follow model fetch "
                            + name
                            + "`");
        }
        throw new StageFailure(
                ExitCode.MODEL,
                "no model is called '"
                        + name
                        + "'; known are "
                        + String.join(", ", known(catalogue))
                        + "; for a file give its path, such as models/"
                        + name
                        + ModelsFolder.MODEL_SUFFIX);
    }

    private List<String> known(Catalogue catalogue) {
        List<String> known = new ArrayList<>(List.of(OwnModel.NAME));
        known.addAll(catalogue.names());
        folder.names().stream().filter(name -> !known.contains(name)).forEach(known::add);
        return known;
    }
}
