package org.catfollow.detector.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Where fetched models lie: {@code NAME.tflite}, and {@code NAME.txt} for its labels where they are not
 * inside. Who puts a model of his own there can call it by its name too.
 */
public record ModelsFolder(Path path) {
    /** Names the folder. */
    public static final String VARIABLE = "CAT_FOLLOW_MODELS";

    static final String MODEL_SUFFIX = ".tflite";
    private static final String LABELS_SUFFIX = ".txt";

    /** Returns the folder of this user. */
    public static ModelsFolder usual() {
        return of(System.getenv(), System.getProperty("user.home"));
    }

    /** Returns the folder that an environment names. */
    static ModelsFolder of(Map<String, String> environment, String home) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return new ModelsFolder(Path.of(named).toAbsolutePath().normalize());
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        // The standard has relative ones ignored.
        Path base = data.startsWith("/") ? Path.of(data) : Path.of(home, ".local", "share");
        return new ModelsFolder(base.resolve("cat-follow").resolve("models").toAbsolutePath());
    }

    /** Returns where the model of that name lies, if it does. */
    public Path model(String name) {
        return path.resolve(name + MODEL_SUFFIX);
    }

    /** Returns where its label file lies, if it has one. */
    public Path labels(String name) {
        return path.resolve(name + LABELS_SUFFIX);
    }

    /** Returns all that belongs to a model, with where it lies here, the model last. */
    public List<FetchedFile> files(CatalogueModel model) {
        List<FetchedFile> files = new ArrayList<>();
        if (model.labels() != null) {
            files.add(new FetchedFile(model.labels(), labels(model.name())));
        }
        files.add(new FetchedFile(model.model(), model(model.name())));
        return files;
    }

    /** Returns what of a model is here; reads all of it. */
    public FetchState state(CatalogueModel model) {
        List<FetchedFile> files = files(model);
        if (files.stream().noneMatch(FetchedFile::isThere)) {
            return FetchState.NOT_FETCHED;
        }
        return files.stream().allMatch(FetchedFile::isRight)
                ? FetchState.FETCHED
                : FetchState.DAMAGED;
    }

    /** Returns the names by which the models that lie here can be called, sorted. */
    public List<String> names() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(MODEL_SUFFIX) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - MODEL_SUFFIX.length()))
                    .filter(ModelNames::isName)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StageFailure(ExitCode.FAILED, "cannot list " + path + ": " + e, e);
        }
    }
}
